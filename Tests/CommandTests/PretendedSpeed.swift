import Foundation
import Testing
import TestKit

extension TemporaryHome {
    /// Makes the file of rates say that a row of training and a written token take so many seconds, and all else none.
    func pretend(row: Double, token: Double = 0) throws {
        let file = path("rates.json")
        var book = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: file))) as? [String: Any])
        let paces = try #require(book["paces"] as? [String: [String: Any]])
        book["paces"] = paces.mapValues { pace in
            var pace = pace
            pace["rates"] = ["prompt": 0, "pass": 0, "token": token, "row": row]
            pace["corrections"] = [String: Double]()
            return pace
        }
        try JSONSerialization.data(withJSONObject: book).write(to: URL(filePath: file))
    }
}
