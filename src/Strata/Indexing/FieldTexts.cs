namespace Strata.Indexing;

/// <summary>Searchable values of an entity: strings and short numbers, also within lists and objects.</summary>
internal static class FieldTexts
{
    private const int MaxNumber = 32;

    /// <param name="titleFields">Further fields that name the entity.</param>
    public static List<SearchText> Of(FieldList fields, IReadOnlyList<string>? titleFields = null)
    {
        var texts = new List<SearchText>(fields.Count);
        foreach (var (name, json) in fields.Span)
        {
            var isName =
                TitleFields.OfAnyType.Contains(name, StringComparer.Ordinal) || titleFields?.Contains(name, StringComparer.Ordinal) == true;
            Add(name, json, isName, texts);
        }
        return texts;
    }

    private static void Add(string field, string json, bool isName, List<SearchText> texts)
    {
        switch (json[0])
        {
            case '"':
                texts.Add(new SearchText(JsonText.Plain(json), isName, field));
                break;
            case '[' or '{':
                AddNested(field, json, isName, texts);
                break;
            case '-' or (>= '0' and <= '9') when json.Length <= MaxNumber:
                texts.Add(new SearchText(json, isName, field));
                break;
        }
    }

    private static void AddNested(string field, string json, bool isName, List<SearchText> texts)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                texts.Add(new SearchText(reader.GetString() ?? "", isName, field));
            }
            else if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length <= MaxNumber)
            {
                texts.Add(new SearchText(Encoding.UTF8.GetString(reader.ValueSpan), isName, field));
            }
        }
    }
}
