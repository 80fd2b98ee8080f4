using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// Finds rows whose source has a text in its name or origin path, by looking at each, since the engines fold letters differently.
/// </summary>
internal sealed class SourceNameSearch
{
    private const int MaxText = 1_000;

    private readonly string _text;

    private SourceNameSearch(string text) => _text = text;

    /// <summary>Returns null where there is nothing to look for.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: the text is too long.</exception>
    public static SourceNameSearch? Of(string? text) =>
        text switch
        {
            null or "" => null,
            { Length: > MaxText } => throw new StrataException(ErrorCode.InvalidContent, $"'text' has at most {MaxText} characters."),
            _ => new(text),
        };

    /// <summary>Returns the numbers of the first rows that have it, in the order of the query.</summary>
    /// <param name="table">Has a column <c>source_no</c>.</param>
    /// <param name="number">The column of the number.</param>
    /// <param name="rest">SQL after <c>where</c>, with the order.</param>
    public async Task<List<long>> FirstAsync(
        UserConnection connection,
        string table,
        string number,
        string rest,
        Dictionary<string, object?> args,
        int most
    )
    {
        var nos = new List<long>();
        await foreach (
            var row in connection.StreamAsync<Named>(
                $"""
                select {number} as no,
                    (select s.file_name from sources s where s.user_id = @user and s.source_no = {table}.source_no) as file_name,
                    (select v.path from source_versions v where v.user_id = @user and v.source_no = {table}.source_no) as path
                from {table} where {rest}
                """,
                args
            )
        )
        {
            if (Has(row.FileName) || Has(row.Path))
            {
                nos.Add(row.No);
                if (nos.Count == most)
                {
                    break;
                }
            }
        }
        return nos;
    }

    private bool Has(string? name) => name?.Contains(_text, StringComparison.OrdinalIgnoreCase) == true;

    private sealed record Named(long No, string? FileName, string? Path);
}
