using Strata.Database;

namespace Strata.Promotion;

/// <summary>A row of <c>promotions</c>.</summary>
internal sealed record PromotionRow(
    long Seq,
    string FromType,
    string? SuggestedType,
    string ToType,
    long Version,
    long? PreviousVersion,
    string Fields,
    string State,
    long AfterSeq,
    long Observations,
    long Unfitting,
    string? Actor,
    long RecordedAt,
    long? FinishedAt
)
{
    public const string Backfilling = "backfilling";
    public const string Done = "done";
    public const string RollingBack = "rolling_back";
    public const string RolledBack = "rolled_back";

    public const string Columns =
        "seq, from_type, suggested_type, to_type, version, previous_version, fields, state, after_seq, observations, unfitting, actor, recorded_at, finished_at";

    public FragmentOrigin Origin => new(FromType, SuggestedType);

    public IReadOnlyList<PlannedField> Planned => Read(Fields);

    public static IReadOnlyList<PlannedField> Read(string fields) =>
        [
            .. JsonText
                .Element(fields)
                .EnumerateArray()
                .Select(f => new PlannedField(
                    f.GetProperty("fragment").GetString() ?? "",
                    f.GetProperty("name").GetString() ?? "",
                    f.TryGetProperty("day_first", out var dayFirst) ? dayFirst.GetBoolean() : null,
                    f.TryGetProperty("decimal_mark", out var mark) ? mark.GetString()?[0] : null
                )),
        ];

    public static string Json(IReadOnlyList<PlannedField> fields) =>
        string.Concat(
            "[",
            string.Join(
                ',',
                fields.Select(f =>
                    (f.DayFirst is { } dayFirst ? $$"""{"day_first":{{(dayFirst ? "true" : "false")}},""" : "{")
                    + (f.DecimalMark is { } mark ? $"\"decimal_mark\":\"{mark}\"," : "")
                    + $"\"fragment\":{JsonText.String(f.Fragment)},\"name\":{JsonText.String(f.Name)}}}"
                )
            ),
            "]"
        );

    public static Task<PromotionRow?> FindAsync(UserConnection connection, long seq) =>
        connection.QueryFirstOrDefaultAsync<PromotionRow>(
            $"select {Columns} from promotions where user_id = @user and seq = @seq",
            new { seq }
        );

    public PromotionView View() =>
        new()
        {
            PromotionId = Ids.Decision(Seq),
            State = EnumNames.Parse<PromotionState>(State),
            EntityType = FromType,
            SuggestedType = SuggestedType,
            ToType = ToType,
            Version = (int)Version,
            PreviousVersion = (int?)PreviousVersion,
            Fields = [.. Planned.Select(f => f.Name)],
            Observations = Observations,
            Unfitting = Unfitting,
            Actor = Actor,
            RecordedAt = UnixTime.Time(RecordedAt),
            FinishedAt = FinishedAt is { } at ? UnixTime.Time(at) : null,
        };
}
