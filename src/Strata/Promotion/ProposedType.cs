namespace Strata.Promotion;

/// <summary>What would name and identify the entities of a new type.</summary>
/// <param name="Title">Null if no field is text.</param>
/// <param name="Identity">Null if no field that looks like an id has a different value in every observation.</param>
internal sealed record ProposedType(ProposedKey? Title, ProposedKey? Identity)
{
    private static readonly string[] Titles = ["name", "title", "label", "subject", "description"];
    private static readonly string[] Ids = ["external_id", "id", "uuid", "guid", "sku", "isbn", "email"];
    private static readonly string[] IdEndings = ["_id", "_no", "_nr", "_number", "_code"];

    /// <param name="fields">The fields by their names in the type, the best candidates first.</param>
    public static ProposedType Of(IReadOnlyList<(string Name, FragmentField Seen, FieldTally Tally)> fields, long observations)
    {
        var texts = fields.Where(f => f.Seen.ProposedSchema.GetProperty("type").GetString() == ValueShape.Text).ToList();
        var title = texts.Select((field, at) => (field, at)).OrderBy(t => Rank(Titles, t.field.Name)).ThenBy(t => t.at).FirstOrDefault();
        var identity = fields
            .Where(f => Array.IndexOf(Ids, f.Name) >= 0 || Array.Exists(IdEndings, e => f.Name.EndsWith(e, StringComparison.Ordinal)))
            .Where(f => f.Seen.Occurrences == observations && f.Tally.IsDistinct)
            .OrderBy(f => Rank(Ids, f.Name))
            .FirstOrDefault();
        return new(Key(title.field), Key(identity));

        static ProposedKey? Key((string Name, FragmentField Seen, FieldTally Tally) field) =>
            field.Name is null ? null : new(field.Name, field.Seen.Examples);
    }

    private static int Rank(string[] names, string name) => Array.IndexOf(names, name) is >= 0 and var at ? at : names.Length;
}
