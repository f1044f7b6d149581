import SelfAdaptation

/// Everything that decided the run.
extension Section {
    static func settings(_ run: RunDescription, _ settings: OuterLoopSettings) -> Section {
        var groups = [
            ("Outer loop", Setting.list(settings)),
            ("Sampling of self-edits", Setting.list(settings.sampling)),
            ("Policy", Setting.list(settings.policy)),
        ]
        if let knowledge = run.knowledge {
            groups.insert(("Passages and inner loop", Setting.list(knowledge)), at: 1)
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
