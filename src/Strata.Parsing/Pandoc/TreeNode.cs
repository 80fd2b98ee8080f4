namespace Strata.Parsing.Pandoc;

/// <summary>Reads a tree of any shape: missing nodes are empty, so a damaged tree or one of another version gives what it has.</summary>
internal static class TreeNode
{
    /// <summary>The kind of a block or inline: <c>{"t": "Para", "c": …}</c>.</summary>
    public static string Kind(this JsonElement node) => node.Property("t").Words();

    public static JsonElement Content(this JsonElement node) => node.Property("c");

    public static JsonElement Property(this JsonElement node, string name)
    {
        try
        {
            return node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            // A name in it is an escaped half of a surrogate pair, not text.
            return default;
        }
    }

    /// <summary>Returns an element of a tuple.</summary>
    public static JsonElement At(this JsonElement node, int index) =>
        node.ValueKind == JsonValueKind.Array && index < node.GetArrayLength() ? node[index] : default;

    public static IEnumerable<JsonElement> Items(this JsonElement node) =>
        node.ValueKind == JsonValueKind.Array ? node.EnumerateArray() : Enumerable.Empty<JsonElement>();

    public static string Words(this JsonElement node)
    {
        try
        {
            return node.ValueKind == JsonValueKind.String ? node.GetString() ?? "" : "";
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair is not text.
            return "\uFFFD";
        }
    }

    /// <summary>Returns the entries of a map.</summary>
    public static IEnumerable<(string Name, JsonElement Value)> Entries(this JsonElement node) =>
        node.ValueKind == JsonValueKind.Object ? node.EnumerateObject().Select(property => (NameOf(property), property.Value)) : [];

    public static int Number(this JsonElement node, int otherwise) =>
        node.ValueKind == JsonValueKind.Number && node.TryGetInt32(out var number) ? number : otherwise;

    /// <summary>Returns the classes of attributes, which are <c>[id, [classes], [[key, value]]]</c>.</summary>
    public static IEnumerable<string> Classes(this JsonElement attributes) => attributes.At(1).Items().Select(Words);

    /// <summary>Whether attributes hide their element, as in HTML.</summary>
    public static bool IsHidden(this JsonElement attributes) =>
        attributes
            .At(2)
            .Items()
            .Any(pair =>
                pair.At(0).Words() switch
                {
                    "hidden" => true,
                    "style" => pair.At(1)
                        .Words()
                        .Replace(" ", "", StringComparison.Ordinal)
                        .Split(';')
                        .Any(said => said is "display:none" or "visibility:hidden"),
                    _ => false,
                }
            );

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
