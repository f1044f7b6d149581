import Files
import Testing
import TestKit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Diagnoses")
struct DiagnosisTests {
    @Test("one line, without the parts that are not known")
    func line() {
        #expect(
            Diagnosis(.empty, file: "f", place: "line 2", problem: "p", remedy: "r").description
                == "f: line 2: p; r")
        #expect(Diagnosis(.empty, file: "f", problem: "p", remedy: "r").description == "f: p; r")
        #expect(Diagnosis(.empty, problem: "p", remedy: "r").description == "p; r")
        #expect(
            Diagnosis(.empty, file: "a\nb\u{1B}[2J", problem: "p", remedy: "r").description
                == "a\\u{a}b\\u{1b}[2J: p; r")
    }

    @Test(
        "the same reason has one category whether a file is written or a folder made",
        arguments: [
            (ENOSPC, Diagnosis.Category.inputOutput), (EDQUOT, .inputOutput), (EIO, .inputOutput),
            (EROFS, .cannotCreate), (EACCES, .cannotCreate), (EPERM, .cannotCreate), (ENOENT, .cannotCreate),
            (ENOTDIR, .cannotCreate), (EEXIST, .cannotCreate), (ENAMETOOLONG, .cannotCreate),
            (ELOOP, .cannotCreate),
        ])
    func categories(number: Int32, category: Diagnosis.Category) {
        let error = Diagnosis.writing("f", errno: number)
        #expect(error.code.category == category)
        let atHome = error.atHome
        #expect(atHome.step == .chooseHome && atHome.remedy.hasSuffix("choose another home folder"))
        #expect(Diagnosis.reading("f", errno: number).code.category == .noInput)
    }

    @Test("folders are made with those above them, and why not is told")
    func folders() throws {
        let folder = try TemporaryFolder()
        try makeFolders(folder.file("a/b/c"))
        try makeFolders(folder.file("a/b/c"))
        #expect(isFolder(folder.file("a/b/c")))
        let file = try folder.write([1], as: "file")
        #expect(
            diagnosis { try makeFolders(file + "/x/y") }?.description
                == "\(file): exists already; remove it or choose another name")
        let long = folder.file(String(repeating: "n", count: 300))
        #expect(diagnosis { try makeFolders(long) }?.code == .noFolder)
    }
}
