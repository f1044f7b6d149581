import Files
import Foundation
import Memory
import Reports

extension Workbench {
    /// Writes a page about an outer loop, and its chart of scores as a picture, too, where that is wanted.
    ///
    /// - Parameters:
    ///   - name: The run.
    ///   - out: The page; RUN.html in the current folder unless given.
    ///   - picture: A PNG file; none unless given.
    /// - Returns: Where the page is.
    /// - Throws: `Diagnosis` for a run that has no report, when something is there already, or without the program that
    ///   draws the picture.
    package func report(run name: String, to out: String?, picture: String?) async throws -> String {
        let store = try store()
        let record = try RunStore(store).experiment(named: name)
        guard record.kind == .train else {
            throw Diagnosis(
                file: record.name, problem: "is no run of train, and only those have a report",
                remedy: record.kind == .corpus ? "export it" : "see its figures, or export it",
                category: .usage, step: record.kind == .corpus ? .exportRun : .seeFigures)
        }
        let path = out ?? "\(record.name).html"
        try refuseExisting([path, picture].compactMap { $0 })
        let experiment = try TrainExperiment(record)
        let page = ReportPage(
            RunDescription(
                name: record.name, begun: record.created, isFinished: record.isFinished,
                student: experiment.student.name, teacher: experiment.teacher?.name,
                domain: experiment.work.descriptor),
            try await experiment.report(record, store: store))
        // The picture first: without the program that draws it, nothing is written at all.
        if let picture {
            try AtomicFile.write(
                try await PictureConverter(environment: environment).png(page.scoreChart()), to: picture)
        }
        try AtomicFile.write(try page.html(), to: path)
        return path
    }
}
