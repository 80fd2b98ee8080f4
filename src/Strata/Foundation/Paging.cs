namespace Strata.Foundation;

/// <summary>Cursors are opaque to callers: base64url of the position where the last page ended.</summary>
internal static class Paging
{
    public const int MaxLimit = 1_000;

    public static int Limit(int asked) =>
        asked is >= 1 and <= MaxLimit
            ? asked
            : throw new StrataException(ErrorCode.InvalidContent, $"'limit' must be between 1 and {MaxLimit}; got {asked}.");

    /// <summary>Returns the ledger position of a cursor; 0 without one.</summary>
    public static long Number(string? cursor, long start = 0) =>
        cursor is null ? start
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Refused();

    public static string Write(byte[] key, long no) =>
        Convert.ToBase64String(key).Replace('+', '-').Replace('/', '_') + "." + no.ToString(CultureInfo.InvariantCulture);

    public static (byte[] Key, long No) Read(string cursor)
    {
        var dot = cursor.LastIndexOf('.');
        if (dot < 0 || !long.TryParse(cursor.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var no))
        {
            throw Refused();
        }
        try
        {
            return (Convert.FromBase64String(cursor[..dot].Replace('-', '+').Replace('_', '/')), no);
        }
        catch (FormatException)
        {
            throw Refused();
        }
    }

    public static StrataException Refused() =>
        new(ErrorCode.InvalidContent, "The cursor is not one that an earlier page gave. Start without a cursor.");
}
