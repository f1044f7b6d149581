import Console
import Foundation
import Synchronization
import Testing

struct InterruptTests {
    @Test func firstStopsSecondEnds() {
        var state = InterruptState()
        let job = state.enter()
        #expect(state.press() == .stop(scope: job) && state.isStopping)
        #expect(state.press() == .end)
        state.leave(job)
        #expect(!state.isStopping && state.press() == .end)
    }

    @Test func onlyTheInnermostIsStopped() {
        var state = InterruptState()
        let chat = state.enter()
        let answer = state.enter()
        #expect(state.press() == .stop(scope: answer))
        state.leave(answer)
        #expect(state.press() == .stop(scope: chat), "the next press counts as the first again")
    }

    @Test func aPressCancelsTheAnswerAndTheChatGoesOn() async throws {
        let ended = Mutex(0)
        let interrupt = Interrupt(end: { ended.withLock { $0 += 1 } })
        for _ in 0..<2 {
            await #expect(throws: CancellationError.self) {
                try await interrupt.stoppable {
                    interrupt.press()
                    try Task.checkCancellation()
                }
            }
        }
        #expect(try await interrupt.stoppable { 7 } == 7)
        #expect(ended.withLock { $0 } == 0)
        interrupt.press()
        #expect(ended.withLock { $0 } == 1)
    }

    @Test func theSignalIsHeard() async throws {
        let heard = AsyncStream<Void>.makeStream()
        let interrupt = Interrupt(end: { heard.continuation.finish() })
        let listener = interrupt.listen()
        #expect(kill(getpid(), SIGINT) == 0)
        for await _ in heard.stream {}
        #expect(!interrupt.isStopping)
        withExtendedLifetime(listener) {}
    }
}
