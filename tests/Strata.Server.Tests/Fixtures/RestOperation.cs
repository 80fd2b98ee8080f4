using System.Text.RegularExpressions;

namespace Strata.Server.Tests;

/// <summary>An operation of the committed OpenAPI document.</summary>
/// <param name="Statuses">Those that its description names.</param>
internal sealed record RestOperation(string Id, string Method, Regex Path, int Parameters, IReadOnlyList<string> Statuses)
{
    public static IReadOnlyList<RestOperation> Committed() =>
        [
            .. from path in CommittedDocs.Read("openapi.json").GetProperty("paths").EnumerateObject()
            from method in path.Value.EnumerateObject()
            select new RestOperation(
                method.Value.Text("operationId"),
                method.Name.ToUpperInvariant(),
                new Regex($"^{Regex.Replace(Regex.Escape(path.Name), @"\\\{[^}]+\}", "[^/]+")}$"),
                path.Name.Count(c => c == '{'),
                [.. method.Value.GetProperty("responses").EnumerateObject().Select(r => r.Name).Where(r => r != "default")]
            ),
        ];

    /// <summary>The one that a request is for, of those that fit that with the fewest parameters.</summary>
    public static RestOperation? Of(IReadOnlyList<RestOperation> operations, string method, string path)
    {
        var address = path.Split('?')[0];
        return operations.Where(o => o.Method == method && o.Path.IsMatch(address)).MinBy(o => o.Parameters);
    }
}
