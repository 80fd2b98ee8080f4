using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// Where sources come from: a feed, a folder, an account. Local identifiers, such as row and customer numbers, are keys within one origin
/// only (docs/adr/0035-identity-by-origin.md).
/// </summary>
internal static class Origins
{
    /// <summary>The origin of structured records that state none, and of sources from before there were origins.</summary>
    public const string Shared = "";

    public const int MaxLength = 200;

    /// <summary>What the command line says of files and standard input; not an origin that anyone stated.</summary>
    private static readonly string[] Doors = ["file", "stdin"];

    private const int MaxSearched = 1_000;

    private static readonly BulkTable Table = new("origins", ["origin"], [new("origin", BulkType.Text), new("seq", BulkType.Integer)]);

    public static bool IsDoor(string? origin) => Doors.Contains(origin);

    /// <summary>Returns a stated origin as it is kept; null if none is stated.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT.</exception>
    public static string? Checked(string? stated) =>
        string.IsNullOrWhiteSpace(stated) || IsDoor(stated) ? null
        : stated.Trim() is var origin && origin.Length <= MaxLength && !origin.Any(char.IsControl) ? origin
        : throw new StrataException(
            ErrorCode.InvalidContent,
            $"An origin is a name of at most {MaxLength} characters on one line, such as crm or bank/giro."
        );

    /// <summary>Returns the shared origin and the user's others, at most 1,000, the newest first.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(UserConnection connection) =>
        [Shared, .. await LatestAsync(connection, MaxSearched)];

    public static Task<IReadOnlyList<string>> LatestAsync(UserConnection connection, int count) =>
        connection.QueryAsync<string>("select origin from origins where user_id = @user order by seq desc limit @count", new { count });

    public static void Add(LedgerSession session, string origin)
    {
        if (origin.Length > 0)
        {
            session.Add(Table, [origin, session.Seq]);
        }
    }
}
