using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Strata.Server.Tests.Conformance;

internal static class FixtureResources
{
    public static IEnumerable<McpServerResource> All =>
        [
            Resource("test://static-text", "text/plain", () => "This is the content of the static text resource."),
            Resource("test://watched-resource", "text/plain", () => "Watched."),
            Resource("test://static-binary", "image/png", Binary),
            Resource("test://template/{id}/data", "application/json", Template),
        ];

    private static McpServerResource Resource(string uri, string mediaType, Delegate read) =>
        McpServerResource.Create(
            read,
            new()
            {
                UriTemplate = uri,
                Name = uri,
                MimeType = mediaType,
            }
        );

    private static BlobResourceContents Binary() =>
        BlobResourceContents.FromBytes(Convert.FromBase64String(FixtureTools.Png), "test://static-binary", "image/png");

    private static TextResourceContents Template(string id) =>
        new()
        {
            Uri = $"test://template/{id}/data",
            MimeType = "application/json",
            Text = $$"""{"id":"{{id}}","templateTest":true,"data":"Data for ID: {{id}}"}""",
        };
}
