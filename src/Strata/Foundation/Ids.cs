using System.Security.Cryptography;

namespace Strata.Foundation;

/// <summary>
/// External ids. The database numbers things by the ledger <c>seq</c> of their creation, which is short and ordered; ids that must be equal
/// on every machine are hashes.
/// </summary>
public static class Ids
{
    private const string EntityPrefix = "ent_";

    public static string Source(UserId user, string digest) => "src_" + Hash24(user.Value, digest);

    public static string Document(UserId user, string digest, string parser, int version, string part) =>
        "doc_" + Hash24(user.Value, digest, parser, version.ToString(CultureInfo.InvariantCulture), part);

    public static string Entity(UserId user, string entityType, string firstKey) => EntityPrefix + Hash24(user.Value, entityType, firstKey);

    /// <summary>Whether the text has the form of an entity id.</summary>
    public static bool IsEntity(string id) => id.StartsWith(EntityPrefix, StringComparison.Ordinal);

    public static string Run(long no) => "run_" + no.ToString(CultureInfo.InvariantCulture);

    public static string Job(long no) => "job_" + no.ToString(CultureInfo.InvariantCulture);

    public static string Observation(long seq) => "obs_" + seq.ToString(CultureInfo.InvariantCulture);

    public static string Decision(long seq) => "dec_" + seq.ToString(CultureInfo.InvariantCulture);

    public static string Finding(long no) => "fnd_" + no.ToString(CultureInfo.InvariantCulture);

    public static string Subject(long no) => "sub_" + no.ToString(CultureInfo.InvariantCulture);

    public static string Project(long no) => "prj_" + no.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns the number in <c>run_17</c>, <c>obs_17</c> or <c>dec_17</c>; null if the id is of another kind.</summary>
    public static long? Number(string prefix, string id) =>
        id.StartsWith(prefix, StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var no)
            ? no
            : null;

    /// <summary>First 24 hex digits of SHA-256 over the parts, each terminated by NUL so that different lists never collide.</summary>
    private static string Hash24(params ReadOnlySpan<string> parts)
    {
        var length = 0;
        foreach (var part in parts)
        {
            length += Encoding.UTF8.GetMaxByteCount(part.Length) + 1;
        }
        var bytes = length <= 1024 ? stackalloc byte[length] : new byte[length];
        var written = 0;
        foreach (var part in parts)
        {
            written += Encoding.UTF8.GetBytes(part, bytes[written..]);
            bytes[written++] = 0;
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..written], hash);
        return Convert.ToHexStringLower(hash[..12]);
    }
}
