namespace Strata.Foundation.Json;

internal static class JsonArrays
{
    /// <summary>The elements of a canonical JSON array as canonical JSON; a value that is no array is its own single element.</summary>
    public static IReadOnlyList<string> Elements(string json)
    {
        if (json.Length == 0 || json[0] != '[')
        {
            return [json];
        }
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes);
        var elements = new List<string>();
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add(Encoding.UTF8.GetString(bytes, start, (int)reader.BytesConsumed - start));
        }
        return elements;
    }
}
