using Strata.Database;
using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// The ways to split words into a title of several fields: <c>Ann van Dyk</c> is Ann and van Dyk, or Ann van and Dyk. Texts of more than
/// <see cref="MaxWords"/> words have none.
/// </summary>
internal sealed class ComposedTitles
{
    private const int MaxWords = 8;

    private readonly List<(string EntityType, Part[] Parts)> _ways = [];

    private readonly record struct Part(string Field, long? No, byte[] Text, string Json);

    public static ComposedTitles Of(string text, IEnumerable<SchemaDefinition> definitions, SchemaSet schemas)
    {
        var titles = new ComposedTitles();
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 2 or > MaxWords)
        {
            return titles;
        }
        foreach (var schema in definitions)
        {
            foreach (var fields in schema.Titles.Where(title => title.Count > 1 && title.Count <= words.Length))
            {
                foreach (var groups in Cut(words, fields.Count))
                {
                    titles._ways.Add((schema.EntityType, [.. fields.Zip(groups, (field, group) => Of(schema, field, group, schemas))]));
                }
            }
        }
        return titles;
    }

    /// <summary>Returns up to <paramref name="most"/> entities per split that hold all its parts now, in order.</summary>
    public async Task<IReadOnlyList<long>> RootsAsync(UserConnection connection, long after, long most)
    {
        var nos = new SortedSet<long>();
        foreach (
            var (_, parts) in _ways.Where(way => Array.TrueForAll(way.Parts, part => part.No is not null && !ValueKey.IsCut(part.Text)))
        )
        {
            // A title has up to four fields; shorter ones repeat the last.
            var four = Enumerable.Range(0, 4).Select(i => parts[Math.Min(i, parts.Length - 1)]).ToArray();
            nos.UnionWith(
                await connection.QueryAsync<long>(
                    """
                    select entity_no from entity_values where user_id = @user and field_no = @no1 and value = @text1 and entity_no > @after
                    intersect
                    select entity_no from entity_values where user_id = @user and field_no = @no2 and value = @text2 and entity_no > @after
                    intersect
                    select entity_no from entity_values where user_id = @user and field_no = @no3 and value = @text3 and entity_no > @after
                    intersect
                    select entity_no from entity_values where user_id = @user and field_no = @no4 and value = @text4 and entity_no > @after
                    order by 1 limit @most
                    """,
                    new
                    {
                        after,
                        most,
                        no1 = four[0].No ?? 0,
                        text1 = four[0].Text,
                        no2 = four[1].No ?? 0,
                        text2 = four[1].Text,
                        no3 = four[2].No ?? 0,
                        text3 = four[2].Text,
                        no4 = four[3].No ?? 0,
                        text4 = four[3].Text,
                    }
                )
            );
        }
        return [.. nos];
    }

    public bool IsHeldBy(EntityState state) =>
        _ways.Exists(way =>
            string.Equals(way.EntityType, state.Schema.EntityType, StringComparison.Ordinal)
            && Array.TrueForAll(way.Parts, part => PastValues.Holds(state, part.Field, part.Text, part.Json))
        );

    private static Part Of(SchemaDefinition schema, string field, string value, SchemaSet schemas)
    {
        var json = JsonText.String(value);
        return new(field, schemas.FieldNo(schema.EntityType, field), ValueKey.Of(FieldKind.String, json), json);
    }

    /// <summary>Returns all ways to cut the words into <paramref name="groups"/> groups of one or more.</summary>
    private static IEnumerable<IReadOnlyList<string>> Cut(string[] words, int groups)
    {
        if (groups == 1)
        {
            yield return [string.Join(' ', words)];
            yield break;
        }
        for (var first = 1; first <= words.Length - groups + 1; first++)
        {
            foreach (var rest in Cut(words[first..], groups - 1))
            {
                yield return [string.Join(' ', words[..first]), .. rest];
            }
        }
    }
}
