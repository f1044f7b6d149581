import SelfAdaptation

/// Everything that decided the run.
extension Section {
    static func settings(_ run: RunDescription, _ settings: OuterLoopSettings) -> Section {
        var groups = [
            ("Outer loop", Setting.list(settings)),
            ("Sampling of self-edits", Setting.list(settings.sampling)),
            ("Policy", Setting.list(settings.policy)),
        ]
        switch run.teaching {
        case .passages(let settings)?:
            groups.insert(("Passages and inner loop", Setting.list(settings)), at: 1)
        case .grids(let settings)?:
            groups.insert(("Tasks and inner loop", Setting.list(settings)), at: 1)
        case nil: break
        }
        return Section(
            id: "settings", heading: "Settings",
            tables: groups.map { name, list in
                PageTable(
                    name, corner: "setting", heads: ["value"], rows: list.map { ($0.name, [$0.value]) },
                    isStacked: false)
            })
    }
}
