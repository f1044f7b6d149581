import SelfAdaptation
import Testing

/// Recipes: the JSON that a policy writes.
@Suite struct RecipeTests {
    private static let whole = """
        {"data_generation": {"use_basic_augmentations": true, "use_size_augmentations": false, \
        "use_chain_augmentations": true, "use_repeat_augmentations": false}, "training": {"strategy": \
        "train_using_output_tokens", "learning_rate": 1e-4, "num_train_epochs": 2}}
        """

    @Test func aRecipeIsReadAndWritten() throws {
        let recipe = try Recipe(Self.whole)
        #expect(
            recipe == Recipe(augmentations: [.chain, .basic], loss: .outputs, learningRate: 1e-4, epochs: 2))
        #expect(recipe.augmentations == [.basic, .chain])
        for recipe in RecipeSearch.all + [RecipeSearch.handMade] {
            #expect(try Recipe(recipe.text) == recipe)
        }
        #expect(Set(RecipeSearch.all.map(\.text)).count == RecipeSearch.all.count)
    }

    @Test func whatStandsAroundItDoesNotCount() throws {
        #expect(try Recipe("Sure!\n\(Self.whole)\n\n{\"more\"") == (try Recipe(Self.whole)))
    }

    @Test func numbersAreBroughtWithinBounds() throws {
        let fast = try Recipe(Self.whole.replacing("1e-4", with: "5").replacing("\": 2", with: "\": 1000"))
        #expect(fast.learningRate == 5e-3 && fast.epochs == 20)
        let slow = try Recipe(Self.whole.replacing("1e-4", with: "1e-300").replacing("\": 2", with: "\": -3"))
        #expect(slow.learningRate == 1e-5 && slow.epochs == 1)
    }

    @Test(arguments: [
        ("", "it holds no whole JSON object"),
        ("no", "it holds no whole JSON object"),
        ("{\"data_generation\": {", "it holds no whole JSON object"),
        ("{}", "its JSON is no recipe: data_generation is missing"),
        (
            whole.replacing("true", with: "1"),
            "its JSON is no recipe: use_basic_augmentations has no value of the right kind"
        ),
        (
            whole.replacing("\"use_size_augmentations\": false, ", with: ""),
            "its JSON is no recipe: use_size_augmentations is missing"
        ),
        (whole.replacing("output_tokens", with: "some_tokens"), "its strategy is none of the known ones"),
        (whole.replacing("1e-4", with: "0"), "its learning rate is not positive"),
        (whole.replacing("1e-4", with: "1e999"), "its JSON is no recipe: it is malformed"),
        (whole.replacing("\": 2", with: "\": 2.5"), "its JSON is no recipe: it is malformed"),
        (whole.replacing(",", with: ""), "its JSON is no recipe: it is malformed"),
    ])
    func whatIsNoneSaysWhy(text: String, fault: String) {
        #expect(throws: UnusableSelfEdit(fault)) { try Recipe(text) }
    }
}
