import Foundation
import LanguageModel
import SelfAdaptation
import Testing

/// Where items are worked on makes no difference.
@Suite struct ItemExecutorTests {
    /// Takes tasks and gives results as another machine would: as text.
    struct Distant: ItemExecutor {
        let local: LocalExecutor<OpenDomain>

        func run(
            _ tasks: [ItemTask<KnowledgeItem>], policy: Adapter?
        ) -> AsyncThrowingStream<ItemRound, any Error> {
            AsyncThrowingStream { continuation in
                let work = Task {
                    do {
                        for try await result in local.run(try tasks.map(Self.sent), policy: policy) {
                            continuation.yield(try Self.sent(result))
                        }
                        continuation.finish()
                    } catch {
                        continuation.finish(throwing: error)
                    }
                }
                continuation.onTermination = { _ in work.cancel() }
            }
        }

        private static func sent<Value: Codable>(_ value: Value) throws -> Value {
            try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
        }
    }

    @Test func tasksAndResultsMayBeSentElsewhere() async throws {
        let tiny = try TinyEngine()
        let domain = OpenDomain(tiny.engine.model)
        let settings = OuterLoopTests.settings()
        let teacher = Teacher.policy(tiny.engine)
        let distant = OuterLoop(
            domain: domain, student: tiny.engine, teacher: teacher, settings: settings,
            executor: Distant(
                local: LocalExecutor(
                    domain: domain, student: tiny.engine, teacher: teacher, journal: InMemoryJournal())))
        let (report, policy) = try await distant.run(OuterLoopTests.items)
        let (here, own) = try await OuterLoopTests.loop(tiny.engine, settings).run(OuterLoopTests.items)
        #expect(OuterLoopTests.timeless(report) == OuterLoopTests.timeless(here))
        #expect(policy?.parameters.array == own?.parameters.array)
    }

    @Test func anItemIsBegunWhenItIsAskedFor() async throws {
        let tiny = try TinyEngine()
        let journal = InMemoryJournal()
        let executor = LocalExecutor(
            domain: OpenDomain(tiny.engine.model), student: tiny.engine, teacher: .policy(tiny.engine),
            journal: journal)
        let items = OuterLoopTests.items
        let results = executor.run(
            items.indices.map {
                ItemTask(
                    item: items[$0], index: $0, of: items.count, round: 0, settings: OuterLoopTests.settings()
                )
            }, policy: nil)
        var iterator = results.makeAsyncIterator()
        #expect(await journal.entry("item 0 before") == nil)
        _ = try await iterator.next()
        #expect(await journal.entry("item 0 before") != nil)
        #expect(await journal.entry("item 1 before") == nil)
    }

    @Test func namesAreReadAsTheyAreWritten() throws {
        let keys: [(OuterLoopKey, String)] = [
            (.before(item: 3), "item 3 before"), (.item(12, round: 1), "round 1 item 12"),
            (.candidate(4, repeat: 0, item: 2, round: 1), "round 1 item 2 candidate 4 repeat 0"),
            (.policy(after: 0, of: nil), "policy 1"), (.policy(after: 1, of: 7), "policy 2 of 7"),
        ]
        for (key, name) in keys {
            #expect(key.description == name)
            #expect(OuterLoopKey(name) == key)
        }
        for other in ["item 03 before", "round 0 item", "adapter: policy 1", "policy", "round 0 item x", ""] {
            #expect(OuterLoopKey(other) == nil)
        }
    }
}
