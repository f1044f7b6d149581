import LanguageModel
import Text

/// Lets an author write self-edits: all candidates of all contexts in one batch, each prompt computed once.
struct SelfEditWriter {
    let author: any SelfEditAuthor
    let prompts: SelfEditPrompts

    /// The completions of each self-edit: [context][candidate][completion].
    ///
    /// `progress` is told the tokens written so far.
    func write(
        _ contexts: [Context], count: Int, seed: UInt64,
        progress: @escaping @Sendable (_ tokens: Int) -> Void = { _ in }
    ) async throws -> [[[Completion]]] {
        prompts.style == .directed
            ? try await writeDirected(contexts, count: count, seed: seed, progress: progress)
            : try await writePlain(contexts, count: count, seed: seed, progress: progress)
    }

    private func writePlain(
        _ contexts: [Context], count: Int, seed: UInt64, progress: @escaping @Sendable (_ tokens: Int) -> Void
    ) async throws -> [[[Completion]]] {
        let entries = contexts.enumerated().flatMap { index, context in
            prompts.material(for: context).map { (context: index, prompt: $0) }
        }
        let requests = entries.enumerated().map { index, entry in
            entry.prompt.request(samples: count, seed: SeededGenerator.seed(seed, stream: UInt64(index)))
        }
        let written = try await author.write(requests, progress: progress)
        return contexts.indices.map { context in
            (0..<count).map { sample in
                zip(entries, written).filter { $0.0.context == context }.map { $0.1[sample] }
            }
        }
    }

    /// Directives first; candidates differ in style from there on, so that each is asked on its own.
    private func writeDirected(
        _ contexts: [Context], count: Int, seed: UInt64, progress: @escaping @Sendable (_ tokens: Int) -> Void
    ) async throws -> [[[Completion]]] {
        let blocks = try await author.write(
            contexts.enumerated().map { index, context in
                prompts.directives(for: context).request(
                    samples: count, seed: SeededGenerator.seed(seed, stream: 1 << 32 | UInt64(index)))
            }, progress: progress)
        let asked = zip(contexts, blocks).map { context, samples in
            samples.map { prompts.material(for: context, directives: $0.text) }
        }
        let requests = asked.joined().joined().enumerated().map { index, prompt in
            prompt.request(samples: 1, seed: SeededGenerator.seed(seed, stream: UInt64(index)))
        }
        var written = try await author.write(requests, progress: progress)[...]
        return zip(blocks, asked).map { samples, asked in
            zip(samples, asked).map { block, prompts in
                defer { written = written.dropFirst(prompts.count) }
                return [block] + written.prefix(prompts.count).compactMap(\.first)
            }
        }
    }
}
