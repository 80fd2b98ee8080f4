using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Strata.Server.Operations;

/// <summary>Serves operations over REST: the request is read from path, query, headers and body as the operation's route says.</summary>
internal static class OperationEndpoints
{
    public static void MapModule(this IEndpointRouteBuilder api, StrataModule module, long maxUpload)
    {
        var group = api.MapGroup("").WithTags(module.Name).ExcludeFromDescription(); // OperationDescriptions describes them
        foreach (var operation in module.Operations)
        {
            Func<HttpContext, Task<IResult>> answer = http => AnswerAsync(operation, http);
            string[] methods = operation.IsDownload ? [operation.Route.Method, HttpMethods.Head] : [operation.Route.Method];
            var route = group
                .MapMethods(operation.Route.Template, methods, answer)
                .WithName(operation.Name)
                .WithSummary(SummaryOf(operation))
                .WithMetadata(operation, new CostsAttribute(operation.Cost), new NeedsAttribute(operation.Access.Scope()));
            if (operation.IsDownload)
            {
                route.GivesBytes();
            }
            else if (operation.StateType is { } state)
            {
                route.GivesEvents(state, endsForGood: !OperationRequest.Resumes(operation));
            }
            else if (operation.IsUpload)
            {
                route.TakesBytes(maxUpload);
            }
        }
    }

    public static TokenScope Scope(this Access access) =>
        access switch
        {
            Access.Read => TokenScope.Read,
            Access.Review => TokenScope.Review,
            Access.Write => TokenScope.Write,
            _ => TokenScope.Admin,
        };

    private static string SummaryOf(Operation operation) =>
        operation.ReportsProgress ? $"{operation.Summary} Streams progress where Accept asks for a stream." : operation.Summary;

    private static async Task<IResult> AnswerAsync(Operation operation, HttpContext http)
    {
        var arguments = await OperationRequest.ReadAsync(operation, http);
        var parts = OperationRequest.Parts(operation, http.Request);
        var store = http.RequestServices.GetRequiredService<CurrentUser>().Strata;
        if (operation.ReportsProgress && ProgressStream.FormatOf(http.Request) is { } format)
        {
            return new ProgressStream<object>(
                format,
                progress => operation.InvokeAsync(store, arguments, progress, http.RequestAborted, parts),
                operation.ResultType
            );
        }
        if (operation.StateType is { } state)
        {
            return new WatchEvents(
                async ct => ((Watch)await operation.InvokeAsync(store, arguments, progress: null, ct)).States,
                StrataJson.Options.GetTypeInfo(state)
            );
        }
        var result = await operation.InvokeAsync(store, arguments, progress: null, http.RequestAborted, parts);
        if (result is Download download)
        {
            return Stream(http, download);
        }
        if (operation.Route.ETag)
        {
            return new ETagResult(result, operation.Version?.Invoke(result), operation.ResultType);
        }
        var json = JsonSerializer.SerializeToElement(result, StrataJson.Options.GetTypeInfo(operation.ResultType));
        var answer = operation.Answer?.Invoke(result) ?? new(operation.Route.Status, LocationOf(operation.Route, json));
        if (answer.Location is { } location)
        {
            http.Response.Headers.Location = "/api/v1" + location;
        }
        return Results.Json(json, StrataJson.Options.GetTypeInfo(typeof(JsonElement)), statusCode: answer.Status);
    }

    private static string? LocationOf(OperationRoute route, JsonElement result) =>
        route.Location is { } location ? OperationRoute.Fill(location, result) : null;

    private static FileStreamHttpResult Stream(HttpContext http, Download download)
    {
        var response = http.Response;
        // Scripts can't set this header: the page's own frame shows a source in place, another page or tab downloads it.
        var isFramed = http.Request.Headers["Sec-Fetch-Dest"] == "iframe";
        if (isFramed)
        {
            SecurityHeaders.AllowOwnFrame(response);
        }
        if (download.Digest is { } digest)
        {
            response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(digest))}:";
        }
        if (download.ETag is not null)
        {
            response.Headers.Vary = "Sec-Fetch-Dest";
            response.Headers.CacheControl =
                download.MaxAge > TimeSpan.Zero
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"private, max-age={download.MaxAge.TotalSeconds}{(download.IsImmutable ? ", immutable" : "")}"
                    )
                    : "private, no-cache";
        }
        return TypedResults.Stream(
            download.Content,
            download.IsUtf8 ? download.MediaType + "; charset=utf-8" : download.MediaType,
            isFramed ? null : download.FileName,
            entityTag: download.ETag is { } tag ? new EntityTagHeaderValue($"\"{tag}\"") : null,
            enableRangeProcessing: download is { CanResume: true } or { Digest: not null, ETag: not null }
        );
    }
}
