using System.ComponentModel;
using System.Text.Json.Serialization;
using Strata.Database;
using Strata.Entities;
using Strata.Operations;

namespace Strata.Review;

public record Approval : DecisionArguments
{
    [Description("true: also with flagged or quarantined findings that nobody has decided about.")]
    public bool SignOff { get; init; }
}

public sealed record ApproveDocument : Approval
{
    [Description("doc_…")]
    public required string DocumentId { get; init; }
}

public sealed record GetDocumentReview([property: Description("doc_…")] string DocumentId);

/// <summary>How far the review of a document is.</summary>
public sealed record DocumentReview
{
    public required string DocumentId { get; init; }

    /// <summary>Findings that nobody has decided about.</summary>
    public required long Staged { get; init; }

    /// <summary>Those of them that are flagged, quarantined or unparsed.</summary>
    public required long OpenFlags { get; init; }
    public required bool Approved { get; init; }

    /// <summary>The approval; retract or undo_review withdraws it.</summary>
    public string? DecisionId { get; init; }
    public string? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? Reason { get; init; }

    /// <summary>Whether it was approved with open flags.</summary>
    public bool? SignedOff { get; init; }
}

[JsonSerializable(typeof(ApproveDocument))]
[JsonSerializable(typeof(Approval))]
[JsonSerializable(typeof(GetDocumentReview))]
[JsonSerializable(typeof(DocumentReview))]
internal sealed partial class ApproveDocumentShapes : JsonSerializerContext;

public static partial class ReviewModule
{
    public static readonly Operation<ApproveDocument, DocumentReview> Approve = new Operation<
        ReviewService,
        ApproveDocument,
        DocumentReview
    >(
        "approve_document",
        "Records that a document's findings are reviewed. With open flags it needs sign_off, else OPEN_FLAGS.",
        (review, request, context) => review.ApproveAsync(context.User, context.Actor, request, context.Cancellation)
    )
    {
        Access = Access.Review,
        Decides = true,
        Route = OperationRoute.Post("/documents/{document_id}/approve") with { Body = typeof(Approval) },
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"document_id":"<document>"}"""],
        Shapes = () => ApproveDocumentShapes.Default,
    };

    public static readonly Operation<GetDocumentReview, DocumentReview> OfDocument = new Operation<
        IDatabase,
        GetDocumentReview,
        DocumentReview
    >(
        "get_document_review",
        "How far the review of a document is, and who approved it.",
        (_, request, context) => context.ReadAsync(connection => DocumentReviews.GetAsync(connection, request.DocumentId))
    )
    {
        Route = OperationRoute.Get("/documents/{document_id}/review"),
        Tool = new() { Profile = ToolProfile.Review },
        Examples = ["""{"document_id":"<document>"}"""],
        Shapes = () => ApproveDocumentShapes.Default,
    };
}

public partial record struct ReviewArea
{
    public Task<DocumentReview> ApproveAsync(ApproveDocument request, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.Approve, request, progress: null, ct);

    public Task<DocumentReview> GetDocumentAsync(string documentId, CancellationToken ct) =>
        Strata.InvokeAsync(ReviewModule.OfDocument, new(documentId), progress: null, ct);
}
