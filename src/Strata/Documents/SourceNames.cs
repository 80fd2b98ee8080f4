using Strata.Database;

namespace Strata.Documents;

/// <summary>
/// Resolves what callers call a source, wherever an id is taken: its id, the name of its file, the end of its path (in its origin, or in
/// the ZIP or mail that it came in), or the first digits of its digest. Each is looked up by an index.
/// </summary>
internal static class SourceNames
{
    private const int Shown = 10;
    private const int MaxLength = 1_000;
    private const int LeastDigits = 8;
    private const int DigestDigits = 64;

    /// <summary>Most sources of one file name whose paths are compared.</summary>
    private const int MaxAlike = 1_000;

    /// <summary>Newest sources, and those whose name begins alike, among which a name that was meant is sought.</summary>
    private const int Looked = 1_000;

    /// <summary>Returns the number of the only source that is called so.</summary>
    /// <exception cref="StrataException">SOURCE_NOT_FOUND; CONFLICT: several are called so.</exception>
    public static async Task<long> NumberAsync(UserConnection connection, string reference)
    {
        if (reference.Length is 0 or > MaxLength)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"A source is named by 1 to {MaxLength} characters.");
        }
        return await FindAsync(connection, reference) switch
        {
            [var only] => only.SourceNo,
            [] => throw new StrataException(
                ErrorCode.SourceNotFound,
                $"There is no source '{reference}'.{NearNames.Question(await NearAsync(connection, reference))}"
            ),
            var several => throw Several(reference, several),
        };
    }

    private static async Task<IReadOnlyList<Row>> FindAsync(UserConnection connection, string reference)
    {
        var byId = await connection.QueryAsync<Row>(
            $"select {Row.Columns} from sources where user_id = @user and source_id = @reference",
            new { reference }
        );
        if (byId.Count > 0)
        {
            return byId;
        }
        var named = await NamedAsync(connection, [reference], Shown + 1L);
        if (named.Count == 0)
        {
            named = await AtPathAsync(connection, reference);
        }
        return named.Count == 0 ? await OfDigestAsync(connection, reference) : named;
    }

    /// <summary>Returns the newest sources with one of the file names.</summary>
    private static Task<IReadOnlyList<Row>> NamedAsync(UserConnection connection, IReadOnlyList<string> names, long most) =>
        connection.QueryAsync<Row>(
            $"""
            select {Row.Columns} from sources where user_id = @user and file_name IN_LIST(@names)
            order by source_no desc limit @most
            """,
            new { names, most }
        );

    private static async Task<IReadOnlyList<Row>> AtPathAsync(UserConnection connection, string reference)
    {
        var path = Path(reference);
        var cut = path.LastIndexOf('/');
        if (cut < 0 || cut == path.Length - 1)
        {
            return [];
        }
        var alike = await NamedAsync(connection, [path[(cut + 1)..], path], MaxAlike);
        if (alike.Count == 0)
        {
            return [];
        }
        var within = await connection.QueryAsync<Link>(
            """
            select l.source_no, l.path, p.file_name as parent from source_links l
            join sources p on p.user_id = l.user_id and p.source_no = l.parent_no
            where l.user_id = @user and l.source_no IN_LIST(@nos)
            """,
            new { nos = alike.Select(s => s.SourceNo) }
        );
        var links = within.ToLookup(l => l.SourceNo);
        return [.. alike.Where(s => s.Paths(links[s.SourceNo]).Any(p => EndsWith(p, path))).Take(Shown + 1)];
    }

    private static async Task<IReadOnlyList<Row>> OfDigestAsync(UserConnection connection, string reference)
    {
        if (reference.Length is < LeastDigits or > DigestDigits || !reference.All(char.IsAsciiHexDigit))
        {
            return [];
        }
        var from = reference.ToLowerInvariant();
        return await connection.QueryAsync<Row>(
            $"""
            select {Row.Columns} from sources where user_id = @user and digest >= @from and digest < @end
            order by digest limit {Shown + 1}
            """,
            new { from, end = from + "g" } // no digit is greater than f
        );
    }

    private static async Task<IReadOnlyList<string>> NearAsync(UserConnection connection, string reference)
    {
        if (reference.StartsWith("src_", StringComparison.Ordinal))
        {
            return [];
        }
        var name = Path(reference).Split('/')[^1];
        var beginning = name[..Math.Min(name.Length, 3)];
        var names = await connection.QueryAsync<string>(
            $"""
            select file_name from (
                select file_name from sources where user_id = @user and source_no < @beyond order by source_no desc limit {Looked}) as n
            where file_name is not null
            union
            select file_name from (
                select file_name from sources where user_id = @user and file_name >= @beginning and file_name < @end
                order by file_name limit {Looked}) as same
            """,
            new
            {
                beyond = long.MaxValue,
                beginning,
                end = beginning + "\U0010FFFF",
            }
        );
        return NearNames.Of(name, names);
    }

    private static StrataException Several(string reference, IReadOnlyList<Row> found) =>
        new(
            ErrorCode.Conflict,
            $"'{reference}' names {(found.Count > Shown ? $"more than {Shown}" : found.Count.ToString(CultureInfo.InvariantCulture))} sources; name one by its id, or by more of its path:"
        )
        {
            Faults = [.. found.Take(Shown).Select(s => new Fault(s.SourceId, s.Told))],
        };

    private static string Path(string reference) => reference.Replace('\\', '/').TrimStart('.', '/');

    private static bool EndsWith(string path, string end) =>
        path.EndsWith(end, StringComparison.Ordinal) && (path.Length == end.Length || path[^(end.Length + 1)] == '/');

    private sealed record Link(long SourceNo, string Path, string? Parent);

    private sealed record Row(long SourceNo, string SourceId, string? FileName, string? Origin, long ByteSize, long ObservedAt)
    {
        public const string Columns = "source_no, source_id, file_name, origin, byte_size, observed_at";

        public string Told =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{FileName ?? "no name"}, {ByteSize} bytes, observed {UnixTime.Time(ObservedAt):yyyy-MM-dd}{(Origin is null ? "" : ", from " + Origin)}"
            );

        public IEnumerable<string> Paths(IEnumerable<Link> links) =>
            links
                .Select(l => $"{l.Parent}/{l.Path}")
                .Append(FileName ?? "")
                .Append($"{Origin}/{FileName}")
                .Select(p => p.Replace('\\', '/'));
    }
}
