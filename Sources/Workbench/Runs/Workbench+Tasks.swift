import Files
import Foundation
import Memory
package import Reports
package import SelfAdaptation

extension Workbench {
    /// The tasks that were asked for, each with the answers that a comparison has to it.
    ///
    /// - Parameters:
    ///   - request: The tasks; only their names count where a run is given, which has its own.
    ///   - run: The comparison; none for the tasks alone.
    /// - Returns: At least one task, with as many lists of answers.
    /// - Throws: `Diagnosis` for tasks that are not there, or a run that is no comparison on puzzles.
    package func tasks(
        _ request: GridDatasetRequest, answeredIn run: String?
    ) async throws -> (tasks: [GridTask], answers: [[GridChart.Answers]]) {
        guard let run else {
            // Looking at a task costs nothing, however large it is.
            let tasks = try request.read(standardSize: .max, at: self)
            return (tasks, tasks.map { _ in [] })
        }
        let store = try store()
        let record = try RunStore(store).experiment(named: run)
        guard record.kind == .eval, case let experiment = try EvaluationExperiment(record),
            case .fewShot(let items, _) = experiment.work
        else {
            throw Diagnosis(
                file: run, problem: "is no evaluation of tasks of grids", remedy: "name one that is",
                category: .usage, step: .listRuns)
        }
        let results = try await experiment.results(record, store: store)
        try GridDatasetRequest.require(request.names, among: items, of: run)
        let wanted = items.indices.filter {
            request.names.isEmpty || request.names.contains(items[$0].name)
        }
        let answers = wanted.map { index in
            results.filter { $0.answers.indices.contains(index) }.map {
                GridChart.Answers($0.name, $0.answers[index], share: $0.scores[index])
            }
        }
        return (wanted.map { items[$0] }, answers)
    }

    /// Writes tasks to a page, or one to a drawing, as the ending of the file's name says.
    ///
    /// - Throws: `Diagnosis` when something is there already, or there are too many tasks for a drawing.
    package func draw(
        _ tasks: [GridTask], _ answers: [[GridChart.Answers]], title: String, to path: String
    ) async throws {
        try refuseExisting([path])
        let kind = URL(filePath: path).pathExtension.lowercased()
        guard kind == "html" || tasks.count == 1 else {
            throw Diagnosis(
                file: path, problem: "can hold one task, and there are \(tasks.count)",
                remedy: "write a page (.html), or choose one", step: .chooseTask)
        }
        let page = GridPage(title: title, tasks: tasks, answers: answers)
        switch kind {
        case "html": try AtomicFile.write(try page.html(), to: path)
        case "svg": try AtomicFile.write(page.picture(), to: path)
        default:
            let picture = try await PictureConverter(environment: environment).png(page.picture())
            try AtomicFile.write(picture, to: path)
        }
    }
}
