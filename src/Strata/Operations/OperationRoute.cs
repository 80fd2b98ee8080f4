namespace Strata.Operations;

/// <summary>Where REST serves an operation, below <c>/api/v1</c>. Fields of the request that the path doesn't name are in the query or the body.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Template">A path whose parameters are fields of the request: <c>/duplicates/{entity_id}/{other_id}</c>.</param>
public sealed record OperationRoute(string Method, string Template)
{
    public static OperationRoute Get(string template) => new("GET", template) { HasBody = false };

    public static OperationRoute Post(string template) => new("POST", template);

    public static OperationRoute Put(string template) => new("PUT", template);

    public static OperationRoute Delete(string template) => new("DELETE", template) { HasBody = false };

    /// <summary>Whether fields are in a JSON body rather than in the query.</summary>
    public bool HasBody { get; init; } = true;

    /// <summary>The type whose fields the body has; null: those of the request that the path doesn't name.</summary>
    public Type? Body { get; init; }

    /// <summary>The status of a success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Other statuses that <see cref="Operation.Answer"/> can give.</summary>
    public IReadOnlyList<int> OtherStatuses { get; init; } = [];

    /// <summary>A field of the body that the query may have instead; null: none.</summary>
    public string? AlsoInQuery { get; init; }

    /// <summary>Where what was made is found, with fields of the result: <c>/jobs/{job_id}</c>; null: nowhere.</summary>
    public string? Location { get; init; }

    /// <summary>Whether answers have an ETag, so that a caller who holds the same answer is told 304.</summary>
    public bool ETag { get; init; }

    /// <summary>A template with the values of an object's fields in place of their names.</summary>
    public static string Fill(string template, JsonElement values) =>
        values
            .EnumerateObject()
            .Aggregate(
                template,
                (path, field) => path.Replace($"{{{field.Name}}}", Uri.EscapeDataString(field.Value.ToString()), StringComparison.Ordinal)
            );

    /// <summary>Whether the path names a field.</summary>
    public bool Names(string field) => Template.Contains($"{{{field}}}", StringComparison.Ordinal);
}
