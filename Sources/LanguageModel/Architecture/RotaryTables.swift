/// The rotations of a model: of layers that see everything, and of layers with a window.
package struct RotaryTables: Sendable {
    /// Of layers that see everything.
    package let global: RotaryTable
    /// Of layers with a window.
    package let local: RotaryTable

    /// Bytes of the tables.
    var byteCount: Int { global.byteCount + (local === global ? 0 : local.byteCount) }

    /// Tables for every position of the model's context; one table when both rotations are the same.
    package init(_ configuration: ModelConfiguration) {
        global = RotaryTable(
            configuration.rotary, headWidth: configuration.headWidth, positions: configuration.contextLength)
        local =
            configuration.localRotary == configuration.rotary
            ? global
            : RotaryTable(
                configuration.localRotary, headWidth: configuration.headWidth,
                positions: configuration.contextLength)
    }
}
