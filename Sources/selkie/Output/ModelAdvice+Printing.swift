import Console
import Files
import Text
import Workbench

extension [ModelAdvice] {
    /// A table, with the model to take below it; or JSON.
    func print(in session: Session) throws {
        if session.isJSON { return try JSONText.emit(self) }
        var table = Table([
            Table.Column("model"), Table.Column("memory", alignment: .right),
            Table.Column("tokens/s", alignment: .right), Table.Column("a page", alignment: .right),
            Table.Column(""),
        ])
        for model in self {
            table.append([
                Table.Cell(model.name, paint: model.isAdvised ? .green : nil),
                Table.Cell(Quantity.bytes(model.memory)), Table.Cell(Quantity.rate(model.tokensPerSecond)),
                Table.Cell(JobEstimate.time(model.pageSeconds)),
                Table.Cell(model.isMeasured ? "measured" : "by its size"),
            ])
        }
        try session.print(table)
        guard let best = first(where: \.isAdvised) else { return }
        try session.print("To take on this machine: \(best.name)")
    }
}
