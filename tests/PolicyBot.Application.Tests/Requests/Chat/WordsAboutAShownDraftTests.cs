using PolicyBot.Application.Ports;
using PolicyBot.Application.Tests.Interactions;
using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>A draft that a machine began is talked about once its person was shown it.</summary>
public sealed class WordsAboutAShownDraftTests
{
    private static readonly ExceptionId Id = ExceptionId.Parse("PX-0000000D");

    [Theory]
    [InlineData("yes")]
    [InlineData("send it")]
    [InlineData("ja, abschicken")]
    [InlineData("passt")]
    public async Task Words_that_agree_send_what_its_preview_shows(string said)
    {
        var office = await ShownAsync();

        await office.SayAsync(Sal, said);

        Assert.Equal(Sal.Person, (await office.StateAsync(Id)).Requester);
    }

    [Theory]
    [InlineData("make it 20 december")]
    [InlineData("mach 20. Dezember draus")]
    public async Task A_correction_changes_it_and_its_preview_comes_again(string said)
    {
        var office = await ShownAsync();

        var shown = await office.SayAsync(Sal, said);

        Assert.IsType<PreviewView>(shown.View);
        Assert.Equal("2026-12-20", (await office.Drafts.ReadAsync(Sal.Person, Id, default))!.Inputs[FieldIds.ExpiresOn]);
    }

    [Fact]
    public async Task Cancel_drops_it_by_its_number()
    {
        var office = await ShownAsync();

        Assert.Equal($"The draft {Id} is gone. Nobody has seen it.", (await office.SayAsync(Sal, "cancel")).View.Summary);
    }

    [Fact]
    public async Task Before_it_is_shown_words_do_not_mean_it()
    {
        var office = await BegunAsync();

        await office.SayAsync(Sal, "yes");

        Assert.Null(await office.Stored.ReadHeadAsync(Id, default));
    }

    private static async Task<Office> ShownAsync()
    {
        var office = await BegunAsync();
        await office.AnswerAsync(Sal, null, new ButtonAction(Verbs.ShowDraft, Id.Value, 0, new Dictionary<string, string>()));
        await office.Background.DrainAsync();
        return office;
    }

    private static async Task<Office> BegunAsync()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var inputs = Requesting.Filled.ToDictionary(field => field.Id, field => field.Value);
        inputs[FieldIds.Policy] = "SEC-MFA";
        await office.Drafts.WriteAsync(
            new Draft
            {
                Id = Id,
                Person = Sal.Person,
                Purpose = DraftPurpose.New,
                Inputs = inputs,
                Door = "the service portal",
                UpdatedAt = office.Time.GetUtcNow(),
            },
            default);
        return office;
    }
}
