namespace Strata.Entities;

/// <summary>
/// Names a state of an entity, so that it can be changed only while it is in that: its <c>seq</c>, and a digest of what else decides how it
/// is shown.
/// </summary>
public static class EntityVersion
{
    private const int Digits = 16;

    /// <summary>Such as <c>1042-9f86d081884c7d65</c>.</summary>
    public static string Of(EntityView entity)
    {
        // A schema may be put in force that gives another title without reducing anything again.
        var rest = string.Create(
            CultureInfo.InvariantCulture,
            $"{entity.EntityId} {entity.Hash} {entity.State} {entity.SchemaVersion} {entity.ReducerVersion} {entity.Title}"
        );
        return string.Create(CultureInfo.InvariantCulture, $"{entity.Seq}-{CanonicalJson.Hash(rest).AsSpan(0, Digits)}");
    }

    /// <summary>Whether the entity is in the state that is expected.</summary>
    /// <param name="expected">
    /// As <c>If-Match</c> has it (RFC 9110, section 13.1.1): <c>*</c>, or some, between commas, of: its seq; its version; its version and
    /// whatever follows after another "-", as in an ETag. In quotes or not; a weak tag matches nothing.
    /// </param>
    public static bool Matches(string expected, EntityView entity)
    {
        var version = Of(entity);
        var seq = entity.Seq.ToString(CultureInfo.InvariantCulture);
        return expected
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Unquoted)
            .Any(tag =>
                tag is "*"
                || string.Equals(tag, seq, StringComparison.Ordinal)
                || string.Equals(tag, version, StringComparison.Ordinal)
                || tag.StartsWith(version + "-", StringComparison.Ordinal)
            );
    }

    /// <summary>Empty, which matches nothing, where it is neither in quotes nor without any.</summary>
    private static string Unquoted(string tag) =>
        !tag.Contains('"', StringComparison.Ordinal) ? tag
        : tag.Length > 2 && tag[0] == '"' && tag.IndexOf('"', 1) == tag.Length - 1 ? tag[1..^1]
        : "";
}
