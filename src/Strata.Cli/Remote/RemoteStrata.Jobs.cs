namespace Strata.Cli.Remote;

internal sealed partial class RemoteStrata
{
    public Task<JobView> StartJobAsync(JobRequest request, CancellationToken ct) =>
        PostAsync<JobView>(new Query($"jobs"), Body(request), null, ct);

    public Task<Page<JobView>> ListJobsAsync(JobQuery query, CancellationToken ct) =>
        GetAsync<Page<JobView>>(
            new Query($"jobs").With("state", query.State).With("kind", query.Kind).With(new PageRequest(query.Limit, query.Cursor)),
            ct
        );

    public Task<JobView> GetJobAsync(string jobId, CancellationToken ct) => GetAsync<JobView>(new Query($"jobs/{jobId}"), ct);

    public Task<JobView> RetryJobAsync(string jobId, CancellationToken ct) =>
        PostAsync<JobView>(new Query($"jobs/{jobId}/retry"), null, null, ct);

    public Task<JobView> CancelJobAsync(string jobId, CancellationToken ct) =>
        PostAsync<JobView>(new Query($"jobs/{jobId}/cancel"), null, null, ct);

    public Task<JobPauses> PauseJobsAsync(string? kind, CancellationToken ct) =>
        PostAsync<JobPauses>(new Query($"jobs/pause").With("kind", kind), null, null, ct);

    public Task<JobPauses> ResumeJobsAsync(string? kind, CancellationToken ct) =>
        PostAsync<JobPauses>(new Query($"jobs/resume").With("kind", kind), null, null, ct);

    public Task<JobPauses> GetJobPausesAsync(CancellationToken ct) => GetAsync<JobPauses>(new Query($"jobs/pauses"), ct);

    public async Task<IReadOnlyList<JobScheduleView>> ListSchedulesAsync(CancellationToken ct) =>
        (await GetAsync<Page<JobScheduleView>>(new Query($"schedules"), ct)).Items;

    public Task<JobScheduleView> PutScheduleAsync(string name, JobScheduleRequest request, CancellationToken ct) =>
        SendAsync<JobScheduleView>(
            new HttpRequestMessage(HttpMethod.Put, new Query($"schedules/{name}").ToString()) { Content = Body(request) },
            ct
        );

    public Task<JobScheduleView> RemoveScheduleAsync(string name, CancellationToken ct) =>
        SendAsync<JobScheduleView>(new HttpRequestMessage(HttpMethod.Delete, new Query($"schedules/{name}").ToString()), ct);
}
