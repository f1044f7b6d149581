/// A weight that is not trained, in the form that products read it.
package struct FrozenWeight {
    /// The weight as floats: [out, in]; its shape alone, without memory, when it is packed.
    let floats: Matrix
    /// The weight in its few bits.
    let packed: PackedWeight?
}
