import Files
import Foundation
import Reports
import Testing
import TestKit

/// PNG files, by a program that stands in for librsvg's.
@Suite struct PictureTests {
    private let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    private func converter(_ script: String?) throws -> PictureConverter {
        if let script {
            let path = try home.write("#!/bin/sh\n\(script)\n".utf8, to: "rsvg-convert")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        return PictureConverter(environment: [
            "PATH": script == nil ? home.path : "\(home.path):/bin:/usr/bin"
        ])
    }

    @Test func theProgramIsGivenTheDrawing() async throws {
        let bytes = try await converter("for last; do :; done; cat \"$last\"").png("<svg>é</svg>")
        #expect(bytes == Array("<svg>é</svg>".utf8))
    }

    @Test func withoutTheProgramTheErrorNamesThePackage() async throws {
        let error = await #expect(throws: Diagnosis.self) { try await converter(nil).png("<svg/>") }
        #expect(error?.code == .toolMissing)
        #expect(error?.description.hasPrefix("rsvg-convert: is needed to write PNG files") == true)
        #expect(error?.description.contains("apt-get install librsvg2-bin") == true)
    }

    @Test func aProgramThatFailsIsReported() async throws {
        let error = await #expect(throws: Diagnosis.self) { try await converter("exit 3").png("<svg/>") }
        #expect(error?.code == .drawingFailed)
        #expect(error?.description == "rsvg-convert: cannot draw the chart; try it by hand to see why")
    }
}
