using System.Text.Json.Serialization.Metadata;

namespace Strata.Operations;

/// <summary>
/// Something a user can do, as a value: what it takes and returns, what it may do and costs, its doors, and the code that runs. REST, MCP,
/// the client of a remote server, <c>strata call</c>, OpenAPI, the reference and the isolation tests derive from it.
/// </summary>
/// <param name="name">snake_case; the same through every door and in metrics.</param>
/// <param name="summary">One or two sentences, shown by every door.</param>
public abstract class Operation(string name, string summary)
{
    private Cost? _cost;
    private IReadOnlyList<OperationField>? _fields;
    private IReadOnlyList<OperationField>? _inQuery;

    public string Name => name;
    public string Summary => summary;
    public Access Access { get; init; }

    /// <summary>Whether only an operator of the store may ask it: it concerns other users than the caller.</summary>
    public bool ForOperators { get; init; }

    /// <summary>Which rate it counts against; by default that of its <see cref="Access"/>.</summary>
    public Cost Cost
    {
        get => _cost ?? (Access == Access.Read ? Cost.Reads : Cost.Writes);
        init => _cost = value;
    }

    /// <summary>Whether it hides or replaces something, by a decision that can be undone.</summary>
    public bool Decides { get; init; }

    /// <summary>Whether it reports progress, which callers may ask to receive while it runs.</summary>
    public bool ReportsProgress { get; init; }

    /// <summary>Whether it reaches beyond the store, into the network.</summary>
    public bool OpenWorld { get; init; }

    /// <summary>What a user may run once at a time, as a noun phrase for the refusal ("A search for duplicates"); null: no limit.</summary>
    public string? OneAtATime { get; init; }

    /// <summary>Whether the audit log has an entry of its name before it runs.</summary>
    public bool Records { get; init; }

    public required OperationRoute Route { get; init; }

    /// <summary>The MCP tool; null: none.</summary>
    public OperationTool? Tool { get; init; }

    /// <summary>
    /// Requests as JSON. Words in angle brackets stand for things of a user: <c>&lt;contact&gt;</c>, <c>&lt;other&gt;</c>,
    /// <c>&lt;source&gt;</c>, <c>&lt;run&gt;</c>, <c>&lt;document&gt;</c>, <c>&lt;job&gt;</c>, <c>&lt;token&gt;</c>,
    /// <c>&lt;project&gt;</c>, <c>&lt;finding&gt;</c>, <c>&lt;bulk&gt;</c>, <c>&lt;batch&gt;</c>, <c>&lt;type&gt;</c>, <c>&lt;word&gt;</c>.
    /// </summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>JSON shapes that only this operation needs: those of its request, say.</summary>
    public Func<IJsonTypeInfoResolver>? Shapes { get; init; }

    /// <summary>The service whose code runs.</summary>
    public abstract Type Service { get; }
    public abstract Type RequestType { get; }
    public abstract Type ResultType { get; }

    /// <summary>How REST answers with a result; null: as the route says.</summary>
    public Func<object, OperationAnswer>? Answer { get; init; }

    /// <summary>Sources that a result is about, which MCP links to; null: none.</summary>
    public Func<object, IEnumerable<SourceReference>>? Sources { get; init; }

    /// <summary>For an operation that returns a <see cref="Watch"/>: the type of its states.</summary>
    public Type? StateType { get; init; }

    /// <summary>Gives the version of a result that <c>If-Match</c> understands, for its ETag; null: its digest alone.</summary>
    public Func<object, string?>? Version { get; init; }

    /// <summary>Whether requests can depend on the state of an entity.</summary>
    public bool IsConditional => typeof(IConditional).IsAssignableFrom(RequestType);

    /// <summary>Whether requests carry bytes, which are the body of a REST request.</summary>
    public bool IsUpload => typeof(IUpload).IsAssignableFrom(RequestType);

    public bool IsDownload => ResultType == typeof(Download);

    /// <summary>Fields that the query of a REST request has: those in neither path nor body, nor in a header.</summary>
    public IReadOnlyList<OperationField> InQuery =>
        _inQuery ??= [.. Fields.Where(f => !Route.Names(f.Name) && !IsInBody(f) && !(IsUpload && f.Name is "idempotency_key"))];

    private bool IsInBody(OperationField field) =>
        Route.HasBody
        && !IsUpload
        && (Route.Body is not { } body || OperationField.Of(body).Any(b => string.Equals(b.Name, field.Name, StringComparison.Ordinal)));

    /// <summary>Fields of the request, in the order of its type.</summary>
    public IReadOnlyList<OperationField> Fields => _fields ??= OperationField.Of(RequestType);

    /// <summary>Runs the operation with a request given as a JSON object.</summary>
    /// <param name="parts">What comes with the request beside its JSON.</param>
    /// <returns>A <see cref="ResultType"/>.</returns>
    /// <exception cref="StrataException">INVALID_CONTENT: the object is no such request.</exception>
    public abstract Task<object> InvokeAsync(
        IStrata store,
        JsonElement arguments,
        IProgress<Progress>? progress,
        CancellationToken ct,
        RequestParts parts = default
    );
}

/// <inheritdoc/>
public abstract class Operation<TRequest, TResult>(string name, string summary) : Operation(name, summary)
    where TRequest : notnull
    where TResult : notnull
{
    public sealed override Type RequestType => typeof(TRequest);
    public sealed override Type ResultType => typeof(TResult);

    public sealed override async Task<object> InvokeAsync(
        IStrata store,
        JsonElement arguments,
        IProgress<Progress>? progress,
        CancellationToken ct,
        RequestParts parts = default
    )
    {
        var request = Read(arguments);
        if (request is IConditional conditional)
        {
            conditional.IfMatch = parts.IfMatch;
        }
        if (request is IUpload upload)
        {
            (upload.Content, upload.ContentType) = (parts.Content, parts.ContentType);
        }
        return await store.InvokeAsync(this, request, progress, ct);
    }

    /// <summary>Reads a request from a JSON object.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: the object is no such request.</exception>
    public TRequest Read(JsonElement arguments)
    {
        try
        {
            return arguments.Deserialize(Shape<TRequest>()) ?? throw new JsonException("The request is null.");
        }
        catch (JsonException e)
        {
            throw BadJson.Of(e);
        }
    }

    internal abstract Task<TResult> RunAsync(TRequest request, OperationContext context);

    private static JsonTypeInfo<T> Shape<T>() => (JsonTypeInfo<T>)StrataJson.Options.GetTypeInfo(typeof(T));
}

/// <summary>An operation that a service of the store carries out.</summary>
internal sealed class Operation<TService, TRequest, TResult>(
    string name,
    string summary,
    Func<TService, TRequest, OperationContext, Task<TResult>> run
) : Operation<TRequest, TResult>(name, summary)
    where TService : class
    where TRequest : notnull
    where TResult : notnull
{
    public override Type Service => typeof(TService);

    internal override Task<TResult> RunAsync(TRequest request, OperationContext context) =>
        run(context.Service<TService>(), request, context);
}
