using System.Buffers;
using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Operations;

namespace Strata.Sources;

public sealed record FindKnownSources
{
    internal const int MaxDigests = 1_000;

    [Description("SHA-256 of contents in hex, up to 1,000.")]
    public required IReadOnlyList<string> Digests { get; init; }
}

/// <param name="Items">The contents that are held, in the order asked.</param>
public sealed record KnownSources(IReadOnlyList<KnownSource> Items);

/// <param name="Digest">In lower case.</param>
public sealed record KnownSource(string Digest, string SourceId, string? FileName);

[JsonSerializable(typeof(FindKnownSources))]
[JsonSerializable(typeof(KnownSources))]
internal sealed partial class FindKnownSourcesShapes : JsonSerializerContext;

public static partial class SourcesModule
{
    private const int DigestLength = 64;

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    public static readonly Operation<FindKnownSources, KnownSources> Known = new Operation<IDatabase, FindKnownSources, KnownSources>(
        "find_known_sources",
        "Which contents are held already, by their digests: those needn't be sent.",
        (_, request, context) =>
        {
            var digests = Checked(request.Digests);
            return context.ReadAsync(connection => KnownAsync(connection, digests));
        }
    )
    {
        Route = OperationRoute.Post("/sources/known"),
        Examples = ["""{"digests":["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]}"""],
        Shapes = () => FindKnownSourcesShapes.Default,
    };

    private static List<string> Checked(IReadOnlyList<string> digests)
    {
        if (digests.Count > FindKnownSources.MaxDigests)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"digests: at most {FindKnownSources.MaxDigests} at a time, not {digests.Count}."
            );
        }
        var lower = digests.Select(d => d.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();
        return lower.Find(d => d.Length != DigestLength || d.AsSpan().ContainsAnyExcept(Hex)) is null
            ? lower
            : throw OperationField.Refused("digests", "Each must be a SHA-256: 64 hexadecimal digits.");
    }

    private static async Task<KnownSources> KnownAsync(UserConnection connection, List<string> digests)
    {
        var found = await connection.QueryAsync<KnownSource>(
            "select digest, source_id, file_name from sources where user_id = @user and digest IN_LIST(@digests)",
            new { digests }
        );
        var byDigest = found.ToDictionary(s => s.Digest, StringComparer.Ordinal);
        return new KnownSources([.. digests.Where(byDigest.ContainsKey).Select(d => byDigest[d])]);
    }
}

public partial record struct SourcesArea
{
    public Task<KnownSources> FindKnownAsync(IReadOnlyList<string> digests, CancellationToken ct) =>
        Strata.InvokeAsync(SourcesModule.Known, new() { Digests = digests }, progress: null, ct);
}
