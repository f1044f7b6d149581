import Console
import Files
import Testing

struct MessageTests {
    private struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    @Test func anErrorIsOneLine() {
        let error = Problem(description: "a\nfile.gguf: header: too short; download it again\u{1B}[2J")
        #expect(Report.line(for: error) == "selkie: a file.gguf: header: too short; download it again[2J")
    }

    @Test func jsonIsTheSameEveryTime() throws {
        let value: [String: [Double]] = ["z": [1, 0.1], "a": [.nan, -.infinity], "b/c": []]
        #expect(try JSONText.line(value) == #"{"a":["NaN","-Infinity"],"b/c":[],"z":[1,0.1]}"#)
        #expect(try JSONText.line("two\nlines \u{1F389}") == #""two\nlines 🎉""#)
    }

    @Test func exitCodesAreDistinctAndNeverTwo() {
        let codes = [
            ExitCode.success, ExitCode.unachieved, ExitCode.usage, ExitCode.badData, ExitCode.noInput,
            ExitCode.unavailable, ExitCode.internalError, ExitCode.cannotCreate, ExitCode.inputOutput,
            ExitCode.busy, ExitCode.interrupted,
        ]
        #expect(codes == [0, 1, 64, 65, 66, 69, 70, 73, 74, 75, 130])
    }

    @Test func aRefusedStreamSaysWhich() {
        let error = Diagnosis.refused(.output, errno: 28)
        #expect(error.description.hasPrefix("standard output: cannot write: No space left"))
    }
}
