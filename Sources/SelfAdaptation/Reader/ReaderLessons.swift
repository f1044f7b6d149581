import LanguageModel

/// What a reader learns: passages with their questions, each passage one conversation, in another order in each epoch.
struct ReaderLessons {
    /// The lessons in the order in which they are learned; those that are longer than the model's window are left out.
    let sequences: [TrainingSequence]

    /// The lessons about passages, asked as exams are.
    ///
    /// - Throws: `Diagnosis` for a model that can't be asked.
    init(
        _ items: some Collection<KnowledgeItem>, epochs: Int, seed: UInt64, prompt: ExamPrompt,
        model: LanguageModel
    ) throws {
        var generator = SeededGenerator(seed: seed, stream: 2)
        var sequences: [TrainingSequence] = []
        for _ in 0..<epochs {
            var lessons: [TrainingSequence] = []
            for item in items {
                let questions = item.questions.filter { !$0.gold.isEmpty }.shuffled(using: &generator)
                guard
                    let lesson = try prompt.conversation(questions, inView: item.context, model: model),
                    lesson.tokens.count <= model.configuration.contextLength
                else { continue }
                lessons.append(lesson)
            }
            sequences += lessons.shuffled(using: &generator)
        }
        self.sequences = sequences
    }

    /// The training of a reader, several passages to a step.
    func job(initial: Adapter, _ settings: TrainingSettings) -> TrainingJob {
        let places = sequences.indices.map { [$0] }
        let size = max(1, settings.accumulation)
        let steps = stride(from: 0, to: places.count, by: size).map {
            Array(places[$0..<min($0 + size, places.count)])
        }
        return TrainingJob(initial: initial, sequences: sequences, settings: settings, steps: steps)
    }
}
