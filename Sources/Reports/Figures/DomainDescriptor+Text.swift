import SelfAdaptation
import Text

/// How a report says what its run was about.
extension DomainDescriptor {
    /// Several items.
    var items: String { "\(item)s" }

    /// Several items at the beginning of a sentence.
    var title: String { "\(items.prefix(1).uppercased())\(items.dropFirst())" }

    /// What is counted, at the beginning of a sentence.
    var outcomeTitle: String { "\(outcome.prefix(1).uppercased())\(outcome.dropFirst())" }

    /// A number of items.
    func count(_ number: Int) -> String {
        number == 1 ? "1 \(item)" : "\(Quantity.count(number)) \(items)"
    }
}
