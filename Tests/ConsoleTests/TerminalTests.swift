import Console
import Testing

struct TerminalTests {
    @Test func aTerminalHasAWidthAndColours() {
        let terminal = Terminal(isInteractive: true, reportedWidth: 120, environment: ["TERM": "xterm"])
        #expect(terminal.width == 120 && terminal.allowsColour && terminal.allowsRewriting)
    }

    @Test func aFileHasNeither() {
        let file = Terminal(isInteractive: false, reportedWidth: 120, environment: ["COLUMNS": "90"])
        #expect(file.width == nil && !file.allowsColour && !file.allowsRewriting)
    }

    @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func theEnvironmentForbidsColours(environment: [String: String]) {
        let terminal = Terminal(isInteractive: true, reportedWidth: 80, environment: environment)
        #expect(!terminal.allowsColour)
        #expect(terminal.allowsRewriting == (environment["TERM"] == nil))
    }

    @Test func anEmptyNoColourForbidsNothingAndTheFlagForbids() {
        let environment = ["NO_COLOR": ""]
        #expect(Terminal(isInteractive: true, reportedWidth: 80, environment: environment).allowsColour)
        let flagged = Terminal(isInteractive: true, reportedWidth: 80, environment: [:], noColour: true)
        #expect(!flagged.allowsColour)
    }

    @Test func theWidthFallsBack() {
        let told = Terminal(isInteractive: true, reportedWidth: 0, environment: ["COLUMNS": "72"])
        #expect(told.width == 72)
        let silent = Terminal(isInteractive: true, reportedWidth: nil, environment: ["COLUMNS": "wide"])
        #expect(silent.width == Terminal.defaultWidth)
    }

    @Test func paintIsSwitchedOnAndOff() {
        #expect(Style(isEnabled: true)("ok", .bold, .green) == "\u{1B}[1;32mok\u{1B}[0m")
        #expect(Style.plain("ok", .bold) == "ok")
        #expect(Style(isEnabled: true)("", .bold) == "")
    }
}
