namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public Task<EntityView> GetEntityAsync(string entityId, bool provenance, ReadAt at, CancellationToken ct) =>
        GetAsync<EntityView>(new Query($"entities/{entityId}").With("provenance", provenance ? true : null).With(at), ct);

    public Task<Page<EntityView>> ListEntitiesAsync(EntityQuery query, ReadAt at, CancellationToken ct) =>
        PostAsync<Page<EntityView>>(new Query($"entities/query").With(at), Body(query), null, ct);

    public Task<Page<EntityView>> FindEntitiesAsync(
        string identifier,
        string? entityType,
        PageRequest page,
        ReadAt at,
        CancellationToken ct
    ) =>
        GetAsync<Page<EntityView>>(
            new Query($"entities/find").With("identifier", identifier).With("type", entityType).With(page).With(at),
            ct
        );

    public Task<Page<ObservationView>> ListObservationsAsync(
        string entityId,
        bool evidence,
        PageRequest page,
        ReadAt at,
        CancellationToken ct
    ) =>
        GetAsync<Page<ObservationView>>(
            new Query($"entities/{entityId}/observations").With("evidence", evidence ? true : null).With(page).With(at),
            ct
        );

    public Task<FieldProvenance> GetFieldProvenanceAsync(string entityId, string field, ReadAt at, CancellationToken ct) =>
        GetAsync<FieldProvenance>(new Query($"entities/{entityId}/provenance/{field}").With(at), ct);

    public Task<Page<HistoryEntry>> GetHistoryAsync(string entityId, PageRequest page, ReadAt at, CancellationToken ct) =>
        GetAsync<Page<HistoryEntry>>(new Query($"entities/{entityId}/history").With(page).With(at), ct);

    public Task<Neighborhood> GetNeighborhoodAsync(string entityId, int depth, int limit, ReadAt at, CancellationToken ct) =>
        GetAsync<Neighborhood>(new Query($"entities/{entityId}/neighborhood").With("depth", depth).With("limit", limit).With(at), ct);

    public Task<Page<TimelineEvent>> ListTimelineAsync(TimelineQuery query, ReadAt at, CancellationToken ct) =>
        GetAsync<Page<TimelineEvent>>(
            new Query($"timeline")
                .With("from", query.From)
                .With("to", query.To)
                .With("entity_id", query.EntityId)
                .With("type", query.EntityType)
                .With(new PageRequest(query.Limit, query.Cursor))
                .With(at),
            ct
        );

    public Task<SearchResults> SearchAsync(SearchQuery query, ReadAt at, CancellationToken ct) =>
        GetAsync<SearchResults>(
            new Query($"search")
                .With("text", query.Text)
                .With("type", query.EntityType)
                .With("kind", query.Kind)
                .With("limit", query.Limit)
                .With(at),
            ct
        );

    public Task<Page<SourceView>> ListSourcesAsync(PageRequest page, CancellationToken ct) =>
        GetAsync<Page<SourceView>>(new Query($"sources").With(page), ct);

    public Task<SourceView> GetSourceAsync(string sourceId, CancellationToken ct) =>
        GetAsync<SourceView>(new Query($"sources/{sourceId}"), ct);

    public Task<Page<SourceLinkView>> ListMembersAsync(string sourceId, PageRequest page, CancellationToken ct) =>
        GetAsync<Page<SourceLinkView>>(new Query($"sources/{sourceId}/members").With(page), ct);

    public async Task<SourceContent> OpenSourceAsync(string sourceId, CancellationToken ct)
    {
        var source = await GetSourceAsync(sourceId, ct);
        // The stream owns the response; disposing the stream disposes it.
        var response = await http.GetAsync(
            new Query($"sources/{sourceId}/content").ToString(),
            HttpCompletionOption.ResponseHeadersRead,
            ct
        );
        await EnsureSuccessAsync(response, ct);
        return new SourceContent(source, await response.Content.ReadAsStreamAsync(ct));
    }

    public async Task<long> BackupAsync(Stream destination, IProgress<Progress>? progress, CancellationToken ct)
    {
        using var response = await http.GetAsync(new Query($"backup").ToString(), HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureSuccessAsync(response, ct);
        await using var content = await response.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[1 << 16];
        long written = 0;
        while (await content.ReadAsync(buffer, ct) is > 0 and var count)
        {
            await destination.WriteAsync(buffer.AsMemory(0, count), ct);
            written += count;
            progress?.Report(new Progress("receiving", written, null, Progress.Bytes));
        }
        return written;
    }
}
