namespace Strata.Server.Tests;

public sealed class OperationReferenceTests
{
    [Fact]
    public Task Reference_page_lists_operations_with_their_fields() => CommittedDocs.ShouldBeCommittedAsync(Page(), "operations.md");

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Operations

            Made from the operations themselves; change it there. `strata call NAME --field VALUE` runs each of them; over REST fields that the path
            does not name are in the query, or in a JSON body with POST and PUT; a tool of MCP has the same fields. Required fields are **bold**.

            """
        );
        foreach (var group in StrataModules.All.GroupBy(m => m.Name, StringComparer.Ordinal))
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"\n## {group.Key}\n\n| operation | REST | needs, costs | fields | what it does |\n|---|---|---|---|---|\n"
            );
            foreach (var operation in group.SelectMany(m => m.Operations))
            {
                var fields = string.Join(", ", operation.Fields.Select(f => f.IsRequired ? $"**{f.Name}**" : f.Name));
                var name = operation.Tool is null ? operation.Name : $"{operation.Name} (tool)";
                var costs = $"{operation.Access}, {operation.Cost}".ToLowerInvariant();
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| {name} | `{operation.Route.Method} {operation.Route.Template}` | {costs} | {fields} | {operation.Summary} |\n"
                );
            }
        }
        return page.ToString();
    }
}
