using Microsoft.Net.Http.Headers;
using Strata.Server.Sources;

namespace Strata.Server.Uploads;

/// <summary>An upload as <c>GET</c> shows it.</summary>
internal sealed record UploadView(string UploadId, long Offset, long Length, DateTimeOffset ExpiresAt, JsonElement? Result);

/// <summary>Uploads in pieces, by the tus protocol: the whole is taken in as by <c>POST /sources</c> (docs/adr/0061-uploads.md).</summary>
internal static class UploadEndpoints
{
    private const string Path = "/uploads";
    private const string OnePath = "/uploads/{upload_id}";

    public static void MapUploads(this IEndpointRouteBuilder api, UploadService uploads)
    {
        var group = api.MapGroup("").WithTags("Sources").ExcludeFromDescription().WithMetadata(new TusRoute());
        Func<HttpContext, IResult> describe = http => Describe(http, uploads);
        Func<HttpContext, Task<IResult>> create = http => CreateAsync(http, uploads);
        Func<HttpContext, Task<IResult>> answer = http => AnswerAsync(http, uploads);
        group.MapMethods(Path, [HttpMethods.Options], describe).AllowAnonymous();
        group.MapMethods(OnePath, [HttpMethods.Options], describe).AllowAnonymous();
        group.MapPost(Path, create).WithName("create_upload").WithMetadata(new NeedsAttribute(TokenScope.Write));
        group
            .MapMethods(OnePath, [HttpMethods.Head, HttpMethods.Get, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Post], answer)
            .WithName("upload")
            .WithMetadata(new NeedsAttribute(TokenScope.Write), new SourceLimit(uploads.MaxBytes));
    }

    private static IResult Describe(HttpContext http, UploadService uploads)
    {
        http.Response.Headers["Tus-Version"] = TusProtocol.Version;
        http.Response.Headers["Tus-Extension"] = TusProtocol.Extensions;
        TusProtocol.Tell(http.Response, "Tus-Max-Size", uploads.MaxBytes);
        return Results.NoContent();
    }

    private static async Task<IResult> CreateAsync(HttpContext http, UploadService uploads)
    {
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        if (http.Request.Headers.ContainsKey("Upload-Defer-Length"))
        {
            throw new StrataException(ErrorCode.InvalidContent, "Upload-Defer-Length is not supported: send Upload-Length.");
        }
        if (http.Request.ContentLength > 0)
        {
            throw new StrataException(ErrorCode.InvalidContent, "Send the bytes with PATCH to the address in Location.");
        }
        var length = TusProtocol.NumberOf(http.Request, TusProtocol.Length);
        var metadata = UploadMetadata.Parse(
            http.Request.Headers[TusProtocol.Metadata].ToString(),
            http.Request.Headers["Idempotency-Key"].FirstOrDefault()
        );
        if (metadata.Project is { } project)
        {
            var found = await user.Strata.Projects.GetAsync(project, http.RequestAborted);
            metadata = metadata with { Project = found.ProjectId };
        }
        var upload = await uploads.CreateAsync(user.Id, length, metadata.ToJson(), http.RequestAborted);
        http.Response.Headers.Location = $"/api/v1{Path}/{upload.UploadId}";
        TellWhere(http.Response, upload);
        return Results.StatusCode(StatusCodes.Status201Created);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, UploadService uploads)
    {
        var user = http.RequestServices.GetRequiredService<CurrentUser>();
        http.Response.Headers.CacheControl = "no-store";
        await using var upload = await uploads.OpenAsync(
            user.Id,
            http.Request.RouteValues["upload_id"]?.ToString() ?? "",
            http.RequestAborted
        );
        return upload is null
            ? Results.StatusCode(StatusCodes.Status423Locked)
            : TusProtocol.MethodOf(http.Request) switch
            {
                "HEAD" => Tell(http.Response, upload.State),
                "GET" => Show(upload.State),
                "PATCH" => await AppendAsync(http, user, upload),
                "DELETE" => await RemoveAsync(upload),
                _ => Results.StatusCode(StatusCodes.Status405MethodNotAllowed),
            };
    }

    private static IResult Tell(HttpResponse response, Upload upload)
    {
        TellWhere(response, upload);
        TusProtocol.Tell(response, TusProtocol.Length, upload.Length);
        if (UploadMetadata.Of(upload.Request).Header is { Length: > 0 } header)
        {
            response.Headers[TusProtocol.Metadata] = header;
        }
        if (upload.Result is { } result)
        {
            response.Headers.ContentLocation = AddressOf(result);
        }
        return Results.Ok();
    }

    private static IResult Show(Upload upload) =>
        Results.Json(
            new UploadView(upload.UploadId, upload.Offset, upload.Length, upload.ExpiresAt, upload.Result),
            ServerJson.Ours.UploadView
        );

    private static async Task<IResult> AppendAsync(HttpContext http, CurrentUser user, OpenUpload upload)
    {
        var request = http.Request;
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(TusProtocol.Bytes, StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new StrataException(ErrorCode.UnsupportedMediaType, $"Send the bytes as {TusProtocol.Bytes}.");
        }
        var offset = TusProtocol.NumberOf(request, TusProtocol.Offset);
        var state = upload.State;
        // Who asked after all bytes had come and before they were taken in sends the last one again.
        if (offset != state.Offset && !(upload.IsWhole && (offset == state.Length || offset == state.Length - 1)))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Upload-Offset is {offset}, but the next byte is {state.Offset}. Ask with HEAD, and go on from there."
            );
        }
        if (request.ContentLength > state.Length - offset)
        {
            throw new StrataException(
                ErrorCode.FileTooLarge,
                $"These bytes exceed the length of the upload, {state.Length}. None of them is kept."
            );
        }
        try
        {
            await upload.AppendAsync(offset, RequestBytes.Of(request), http.RequestAborted);
        }
        catch (OperationCanceledException e) when (e is not RequestAbortedException && !http.RequestAborted.IsCancellationRequested)
        {
            http.Abort(); // the client goes on by another connection
            return Results.Empty;
        }
        if (!upload.IsWhole)
        {
            TellWhere(http.Response, upload.State);
            return Results.NoContent();
        }
        if (!upload.State.IsDone)
        {
            await upload.CompleteAsync(await TakeInAsync(http, user, upload));
        }
        TellWhere(http.Response, upload.State);
        var result = upload.State.Result ?? default;
        http.Response.Headers.ContentLocation = AddressOf(result);
        return Results.Json(result, StrataJson.Options.GetTypeInfo(typeof(JsonElement)));
    }

    private static async Task<JsonElement> TakeInAsync(HttpContext http, CurrentUser user, OpenUpload upload)
    {
        if (user.Caller is { } caller)
        {
            http.RequestServices.GetRequiredService<RequestRates>().Spend(caller.Name, SourcesModule.Ingest.Cost);
        }
        var metadata = UploadMetadata.Of(upload.State.Request);
        var taken = await user.Strata.Sources.IngestAsync(
            metadata.Request("upload:" + upload.State.UploadId),
            upload.Read(),
            progress: null,
            http.RequestAborted
        );
        if (metadata.Project is { } project)
        {
            await user.Strata.Projects.AddAsync(new() { ProjectId = project, SourceIds = [taken.SourceId] }, http.RequestAborted);
        }
        return JsonSerializer.SerializeToElement(taken, StrataJson.Options.GetTypeInfo(typeof(IngestResult)));
    }

    private static async Task<IResult> RemoveAsync(OpenUpload upload)
    {
        await upload.RemoveAsync();
        return Results.NoContent();
    }

    private static void TellWhere(HttpResponse response, Upload upload)
    {
        TusProtocol.Tell(response, TusProtocol.Offset, upload.Offset);
        response.Headers[TusProtocol.Expires] = upload.ExpiresAt.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string AddressOf(JsonElement result) => "/api/v1/sources/" + result.GetProperty("source_id").GetString();
}
