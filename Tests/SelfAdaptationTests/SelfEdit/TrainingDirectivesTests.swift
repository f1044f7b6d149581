import LanguageModel
import SelfAdaptation
import Testing

/// How a self-edit says how it is to be trained on.
@Suite struct TrainingDirectivesTests {
    @Test func linesBeforeTheMaterialAreDirectives() {
        let text =
            "learning_rate: 5e-4\nEpochs: 20\nrank: 16\nlayers: upper\n\nThe tower is orange.\nIt is tall indeed."
        let edit = SelfEdit(style: nil, text: text)
        #expect(edit.directives?.learningRate == 5e-4)
        #expect(edit.directives?.epochs == 20)
        #expect(edit.directives?.rank == 16)
        #expect(edit.directives?.layers == .upper)
        #expect(edit.items == [.text("The tower is orange."), .text("It is tall indeed.")])
        #expect(edit.text == text)
    }

    @Test(arguments: [
        "The tower is orange.", "epochs: many\nThe tower is orange.", "layers: lower\nThe tower is orange.",
        "learning_rate: nan\nThe tower is orange.", "learning_rate: -0.2\nThe tower is orange.",
        "epochs: 0\nThe tower is orange.", "rank: -8\nThe tower is orange.", "Note: the tower is orange.", "",
        ":\n:",
    ])
    func anythingElseIsMaterial(text: String) {
        let (directives, rest) = TrainingDirectives.parse(text)
        #expect(directives == nil)
        #expect(rest == text)
    }

    @Test func aDirectiveGivenTwiceEndsThem() {
        let (directives, rest) = TrainingDirectives.parse("epochs: 3\nepochs: 4\nThe tower is orange.")
        #expect(directives?.epochs == 3)
        #expect(rest == "epochs: 4\nThe tower is orange.")
    }

    @Test(arguments: [
        ("epochs: 100000", 20), ("epochs: 1", 1), ("epochs: 12", 12),
    ])
    func valuesBeyondBoundsAreBroughtBack(line: String, epochs: Int) {
        #expect(TrainingDirectives.parse(line).directives?.epochs == epochs)
    }

    @Test func settingsObeyThem() throws {
        let tiny = try TinyEngine()
        let configuration = tiny.engine.model.configuration
        let directives = try #require(
            TrainingDirectives.parse("learning_rate: 9\nrank: 64\nlayers: upper").directives)
        let settings = InnerLoopSettings()
        let changed = directives.applied(to: settings, in: configuration)
        #expect(changed.training.learningRate == 5e-3)
        #expect(changed.training.epochs == settings.training.epochs)
        #expect(changed.lora.rank == 64 && changed.lora.alpha == 128)
        #expect(changed.lora.layers == configuration.layers / 2..<configuration.layers)
        #expect(TrainingDirectives().applied(to: settings, in: configuration) == settings)
    }

    /// A directed self-edit in a small model's own words: what is none is passed over, an empty line ends them.
    @Test func aDirectedSelfEditIsReadLeniently() {
        let block = "style: implications\nlearning_rate: slow\nEpochs: 20\nmood: blue\n\nrank: 8"
        let edit = SelfEdit(style: .directed, parts: [block, "1. The tower is orange."])
        #expect(edit.directives?.style == .implications)
        #expect(edit.directives?.epochs == 20)
        #expect(edit.directives?.learningRate == nil && edit.directives?.rank == nil)
        #expect(edit.items == [.text("The tower is orange.")])
    }

    @Test func completionsBySomebodyElseMayBeTakenAsDirected() {
        let edit = SelfEdit(style: .directed, parts: ["epochs: 5\nThe tower is orange."])
        #expect(edit.directives?.epochs == 5)
        #expect(edit.items == [.text("The tower is orange.")])
    }

    @Test(arguments: [
        ("rewriting", SelfEditStyle.rewrite), ("Self-questions", .selfQA), ("IMPLICATIONS", .implications),
        ("mixed", .mixed), ("re", nil), ("summary", nil), ("", nil),
    ])
    func aStyleIsKnownByItsBeginning(value: String, style: SelfEditStyle?) {
        let edit = SelfEdit(style: .directed, parts: ["style: \(value)\nepochs: 2", "The tower is orange."])
        #expect(edit.directives?.style == style)
    }
}
