using Strata.Database;
using Strata.Documents;
using Strata.Ledger;

namespace Strata.Sources;

/// <summary>Dates of the mails of a source, by part. Attachments are dated by their mail.</summary>
internal sealed class MailDates(IReadOnlyList<(string Part, DateTimeOffset Date)> dates)
{
    /// <summary>Returns the date of the mail that a member is attached to; null if unknown.</summary>
    public DateTimeOffset? Of(string path)
    {
        foreach (var (part, date) in dates)
        {
            if (part.Length == 0 || path.StartsWith(part + "/", StringComparison.Ordinal))
            {
                return date;
            }
        }
        return null;
    }

    public static async Task<MailDates> OfAsync(IDatabase database, UserId user, SourceRecord source, CancellationToken ct)
    {
        var dates = new List<(string, DateTimeOffset)>();
        if (Parsing.Parsers.For(source.MediaType) is not { } parser)
        {
            return new MailDates(dates);
        }
        var documents = await database.ReadAsync(
            user,
            c => StoredDocuments.RenderedAsync(c, source.SourceNo, parser.Id, parser.Version),
            ct
        );
        foreach (var document in documents.Where(d => d.TextDigest is { Length: > 0 }))
        {
            if (await FirstTimeAsync(database, user, document, ct) is { } date)
            {
                dates.Add((document.Part, date));
            }
        }
        return new MailDates(dates);
    }

    private static async Task<DateTimeOffset?> FirstTimeAsync(
        IDatabase database,
        UserId user,
        DocumentRecord document,
        CancellationToken ct
    )
    {
        var page = await database.ReadAsync(user, c => StoredDocuments.PageAsync(c, document.DocumentNo, block: 0), ct);
        return page?.Blocks([], Encodings.Get(document.Encoding)).Select(b => b.Traits?.Time).FirstOrDefault(t => t is not null);
    }
}
