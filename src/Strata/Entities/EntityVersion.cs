namespace Strata.Entities;

/// <summary>
/// Version of an entity's state for conditional changes: its <c>seq</c> and a digest of everything else that decides how it is shown.
/// </summary>
public static class EntityVersion
{
    private const int Digits = 16;

    /// <summary>Returns the version, such as <c>1042-9f86d081884c7d65</c>.</summary>
    public static string Of(EntityView entity)
    {
        // A newly activated schema may change the title without reducing anything again.
        var rest = string.Create(
            CultureInfo.InvariantCulture,
            $"{entity.EntityId} {entity.Hash} {entity.State.Name()} {entity.SchemaVersion} {entity.ReducerVersion} {entity.Title}"
        );
        return string.Create(CultureInfo.InvariantCulture, $"{entity.Seq}-{CanonicalJson.Hash(rest).AsSpan(0, Digits)}");
    }

    /// <summary>Returns whether the entity is in the expected state.</summary>
    /// <param name="expected">
    /// As in <c>If-Match</c> (RFC 9110, section 13.1.1): <c>*</c>, or a comma-separated list of: its seq; its version; its version followed
    /// by "-" and anything, as in an ETag. Quoted or not; a weak tag matches nothing.
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

    /// <summary>Removes the quotes of a tag. Returns an empty text, which matches nothing, if the tag is not properly quoted.</summary>
    private static string Unquoted(string tag) =>
        !tag.Contains('"', StringComparison.Ordinal) ? tag
        : tag.Length > 2 && tag[0] == '"' && tag.IndexOf('"', 1) == tag.Length - 1 ? tag[1..^1]
        : "";
}
