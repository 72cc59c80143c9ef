using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of drafts does.</summary>
public abstract class DraftsContract
{
    private static readonly PersonId Ana = PersonId.Parse("ana@contoso.example");
    private static readonly PersonId Bo = PersonId.Parse("o'bo/x#y?z@contoso.example");
    private static readonly ExceptionId Id = ExceptionId.Parse("PX-00000001");

    /// <summary>One who keeps none.</summary>
    protected abstract Task<IDrafts> NewAsync();

    [Fact]
    public async Task A_draft_that_nobody_wrote_is_not_there()
    {
        var drafts = await NewAsync();

        Assert.Null(await drafts.ReadAsync(Ana, Id, default));
    }

    public static TheoryData<ModelAnswer?> Answers => new(
        null,
        new ModelAnswer.Unavailable("timeout"),
        new ModelAnswer.Answered(
            new ModelResult(
                "Sum", RiskLabel.High, "Why", [new("A fact", "its \"quote\"")], ["scope"], "model", "deployment", "p1", 12, null, 340)));

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_draft_is_read_back_whole(ModelAnswer? answer)
    {
        var drafts = await NewAsync();
        var draft =
            ADraft() with
            {
                Purpose = DraftPurpose.Renew,
                Linked = ExceptionId.Parse("PX-00000002"),
                Model = answer,
                ModelAbout = "abc",
                ChosenAt = new(2027, 1, 15, 11, 0, 0, 123, TimeSpan.Zero)
            };

        await drafts.WriteAsync(draft, default);
        var read = await drafts.ReadAsync(Ana, Id, default);

        Assert.Equal(draft with { Inputs = read!.Inputs, Model = read.Model, ETag = read.ETag }, read);
        Assert.Equal(draft.Inputs.OrderBy(input => input.Key), read.Inputs.OrderBy(input => input.Key));
        Assert.Equivalent(draft.Model, read.Model, strict: true);
    }

    [Fact]
    public async Task The_drafts_that_somebody_talks_about_are_found_whole_and_no_others()
    {
        var drafts = await NewAsync();
        var talk =
            new ChatState
            {
                Open = "scope",
                Trail = ["policyId", "title"],
                Skipped = ["field.since"],
                Said = "I need \"it\"\nnow",
                MadeTitle = "It",
                Pending = "cancel",
                Heard = ["1", "2"]
            };
        await drafts.WriteAsync(ADraft() with { Talk = talk }, default);
        await drafts.WriteAsync(ADraft() with { Id = ExceptionId.Parse("PX-00000002") }, default);
        await drafts.WriteAsync(ADraft() with { Person = Bo, Talk = talk }, default);

        var found = Assert.Single(await drafts.TalksAsync(Ana, default));
        await drafts.WriteAsync(found with { Talk = null }, default);

        Assert.Equal((Ana, Id), (found.Person, found.Id));
        Assert.Equivalent(talk, found.Talk, strict: true);
        Assert.NotNull(found.ETag);
        Assert.Empty(await drafts.TalksAsync(Ana, default));
    }

    [Fact]
    public async Task All_drafts_of_a_person_are_found_and_nobody_elses()
    {
        var drafts = await NewAsync();
        await drafts.WriteAsync(ADraft() with { Talk = new ChatState { Open = "scope", Asked = 3 } }, default);
        await drafts.WriteAsync(ADraft() with { Id = ExceptionId.Parse("PX-00000002") }, default);
        await drafts.WriteAsync(ADraft() with { Person = Bo, Id = ExceptionId.Parse("PX-00000003") }, default);

        var found = (await drafts.OfAsync(Ana, default)).OrderBy(draft => draft.Id.Value).ToList();

        Assert.Equal(["PX-00000001", "PX-00000002"], found.Select(draft => draft.Id.Value));
        Assert.Equal((3, null), (found[0].Talk!.Asked, found[1].Talk));
        Assert.Empty(await drafts.OfAsync(PersonId.Parse("sal@contoso.example"), default));
    }

    [Fact]
    public async Task A_draft_that_was_found_is_replaced_only_as_it_was()
    {
        var drafts = await NewAsync();
        await drafts.WriteAsync(ADraft() with { Talk = new ChatState { Open = "scope" } }, default);
        var found = Assert.Single(await drafts.TalksAsync(Ana, default));

        var first = await drafts.TryReplaceAsync(found with { Talk = new ChatState { Open = "title" } }, default);
        var second = await drafts.TryReplaceAsync(found with { Talk = new ChatState { Open = "expiresOn" } }, default);

        Assert.Equal((true, false, "title"), (first, second, Assert.Single(await drafts.TalksAsync(Ana, default)).Talk!.Open));
    }

    [Fact]
    public async Task What_is_written_last_stands()
    {
        var drafts = await NewAsync();
        await drafts.WriteAsync(ADraft() with { ModelAbout = "old" }, default);

        await drafts.WriteAsync(ADraft() with { ModelAbout = "new" }, default);

        Assert.Equal("new", (await drafts.ReadAsync(Ana, Id, default))!.ModelAbout);
    }

    [Fact]
    public async Task Nobody_reads_or_removes_the_draft_of_somebody_else()
    {
        var drafts = await NewAsync();
        await drafts.WriteAsync(ADraft(), default);

        await drafts.RemoveAsync(Bo, Id, default);

        Assert.Null(await drafts.ReadAsync(Bo, Id, default));
        Assert.NotNull(await drafts.ReadAsync(Ana, Id, default));
    }

    [Fact]
    public async Task A_removed_draft_is_gone_and_may_be_removed_again()
    {
        var drafts = await NewAsync();
        await drafts.WriteAsync(ADraft() with { Person = Bo }, default);

        await drafts.RemoveAsync(Bo, Id, default);
        await drafts.RemoveAsync(Bo, Id, default);

        Assert.Null(await drafts.ReadAsync(Bo, Id, default));
    }

    [Fact]
    public async Task A_draft_that_was_read_can_be_replaced_once()
    {
        var drafts = await NewAsync();
        await drafts.WriteAsync(ADraft(), default);
        var read = (await drafts.ReadAsync(Ana, Id, default))!;

        var first = await drafts.TryReplaceAsync(read with { ModelAbout = "first" }, default);
        var second = await drafts.TryReplaceAsync(read with { ModelAbout = "second" }, default);

        Assert.True(first);
        Assert.False(second);
        Assert.Equal("first", (await drafts.ReadAsync(Ana, Id, default))!.ModelAbout);
    }

    [Fact]
    public async Task A_draft_that_was_written_or_removed_since_is_not_replaced()
    {
        var drafts = await NewAsync();
        await drafts.WriteAsync(ADraft(), default);
        var read = (await drafts.ReadAsync(Ana, Id, default))!;

        await drafts.WriteAsync(ADraft() with { ModelAbout = "newer" }, default);
        var afterWriting = await drafts.TryReplaceAsync(read, default);
        read = (await drafts.ReadAsync(Ana, Id, default))!;
        await drafts.RemoveAsync(Ana, Id, default);
        var afterRemoving = await drafts.TryReplaceAsync(read, default);

        Assert.False(afterWriting);
        Assert.Equal("newer", read.ModelAbout);
        Assert.False(afterRemoving);
        Assert.Null(await drafts.ReadAsync(Ana, Id, default));
    }

    [Fact]
    public async Task A_draft_that_was_not_read_takes_no_others_place()
    {
        var drafts = await NewAsync();

        var first = await drafts.TryReplaceAsync(ADraft() with { ModelAbout = "first" }, default);
        var second = await drafts.TryReplaceAsync(ADraft() with { ModelAbout = "second" }, default);

        Assert.Equal((true, false, "first"), (first, second, (await drafts.ReadAsync(Ana, Id, default))!.ModelAbout));
    }

    private static Draft ADraft() => new()
    {
        Id = Id,
        Person = Ana,
        Purpose = DraftPurpose.New,
        Inputs = new Dictionary<string, string>
        {
            ["title"] = "MFA off 😀",
            ["field.accountType"] = "service",
            ["justification"] = new('x', 40_000)
        },
        UpdatedAt = new(2027, 1, 15, 12, 0, 0, TimeSpan.Zero),
    };
}
