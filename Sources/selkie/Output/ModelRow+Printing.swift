import Console
import ModelLibrary
import Workbench

extension ModelRow {
    /// How the state is painted.
    var paint: Style.Paint? {
        switch state {
        case ModelListing.State.verified.rawValue: .green
        case ModelListing.State.damaged.rawValue: .red
        case ModelListing.State.unverified.rawValue, ModelListing.State.begun.rawValue: .yellow
        default: nil
        }
    }
}
