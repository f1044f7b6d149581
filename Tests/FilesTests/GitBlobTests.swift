import Files
import Testing

/// Names are those that `git hash-object` gives.
@Suite struct GitBlobTests {
    @Test(arguments: [
        ("", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"),
        ("test content\n", "d670460b4b4aece5915caf5c68d12f560a9fe3e4"),
    ])
    func namesAreGits(text: String, name: String) {
        #expect(GitBlob.name(of: Array(text.utf8)) == name)
    }
}
