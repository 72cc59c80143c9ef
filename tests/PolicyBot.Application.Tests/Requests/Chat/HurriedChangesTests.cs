using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>Hurried words say several things at once, or something else than was asked: none of it is swallowed.</summary>
public sealed class HurriedChangesTests
{
    private const string Before = "justification=the vendor has no support for security keys yet";

    [Theory]
    [InlineData("scope is svc-build on build-01, oh and end date 2/1", "scope=svc-build on build-01")]
    [InlineData("scope is svc-build on build-01, oh and end date 3 february", "scope=svc-build on build-01; expiresOn=2027-02-03")]
    [InlineData("scope svc-build on build-01 and owner iam", "scope=svc-build on build-01; ownerEmail=iam@contoso.example")]
    [InlineData("scrap that, make it 20 january and also the reason is the vendor's hotfix comes in May and no key works before that",
        "expiresOn=2027-01-20; justification=the vendor's hotfix comes in May and no key works before that")]
    [InlineData("until feb 2nd, not confidential, team HR Berlin", "expiresOn=2027-02-02; confidential=false; department=HR")]
    [InlineData("make it 20 december and mark it confidential", "expiresOn=2026-12-20; confidential=true")]
    [InlineData("vendor account actually, and 14 accounts", "field.accountType=vendor; field.accounts=14")]
    [InlineData("not confidential anymore, team engineering", "confidential=false; department=Engineering")]
    [InlineData("the title is MFA off for builds, scope is build-02", "title=MFA off for builds; scope=build-02")]
    [InlineData("no wait, end of january, scope: build-03; controls: vpn only, logs checked daily",
        "expiresOn=2027-01-31; scope=build-03; compensatingControls=vpn only, logs checked daily")]
    [InlineData("der Umfang ist svc-build auf build-01, ach und Enddatum 3. Februar", "scope=svc-build auf build-01; expiresOn=2027-02-03")]
    [InlineData("Umfang build-01 und verantwortlich Iam", "scope=build-01; ownerEmail=iam@contoso.example")]
    [InlineData("vergiss das, mach 20. Januar und außerdem ist der Grund, dass sonst nichts geht", "expiresOn=2027-01-20")]
    [InlineData("nein doch nicht, mach 20. Januar, außerdem der Grund ist, dass der Hotfix des Herstellers erst im Mai kommt",
        "expiresOn=2027-01-20; justification=der Hotfix des Herstellers erst im Mai kommt")]
    [InlineData("change scope to lobby + hall and date to 5 feb", "scope=lobby + hall; expiresOn=2027-02-05")]
    [InlineData("änder den Umfang auf Lobby und Halle und das Datum auf 5. Februar", "scope=Lobby und Halle; expiresOn=2027-02-05")]
    [InlineData("hmm no lets say mid january, and reason is only acme has stock of these keys this year",
        "expiresOn=2027-01-15; justification=only acme has stock of these keys this year")]
    [InlineData("looks good but not confidential", "confidential=false; scope=the build account")]
    [InlineData("shorter: 1 week", "expiresOn=2026-11-27")]
    [InlineData("kürzer: 1 Woche", "expiresOn=2026-11-27")]
    [InlineData("schieb es auf den 10. Februar", "expiresOn=2027-02-10")]
    [InlineData("bis 2. Februar, nicht vertraulich, Team HR", "expiresOn=2027-02-02; confidential=false; department=HR")]
    [InlineData("doch nicht vertraulich, Abteilung Finance", "confidential=false; department=Finance")]
    [InlineData("mach 20. Dezember draus und vertraulich bitte", "expiresOn=2026-12-20; confidential=true")]
    [InlineData("Titel ist MFA aus für Builds, Umfang ist build-02", "title=MFA aus für Builds; scope=build-02")]
    [InlineData("nein, Ende Januar, Umfang: build-03; Maßnahmen: nur VPN",
        "expiresOn=2027-01-31; scope=build-03; compensatingControls=nur VPN")]
    public async Task Every_change_of_a_hurried_text_is_made_whatever_is_asked(string said, string stored)
    {
        foreach (var before in new[] { [ATalk.AtChoice], ATalk.AtControls, ATalk.AtPreview })
        {
            var talk = await ATalk.BeginAsync(before);

            await talk.SayAsync(said);

            await talk.AssertStoredAsync(stored);
            Assert.Equal(stored.Contains("compensatingControls", StringComparison.Ordinal),
                (await talk.DraftAsync()).Inputs.GetValueOrDefault("compensatingControls") is { Length: > 0 });
        }
    }

    [Theory]
    [InlineData("service, 12 accounts, until 1 feb", "field.accountType=service; field.accounts=12; expiresOn=2027-02-01")]
    [InlineData("a service account, oh and team HR", "field.accountType=service; department=HR")]
    [InlineData("Dienstkonto, bis 1. Februar", "field.accountType=service; expiresOn=2027-02-01")]
    public async Task An_answer_and_changes_in_one_text_are_both_taken(string said, string stored)
    {
        var talk = await ATalk.BeginAsync(ATalk.AtChoice);

        await talk.SayAsync(said);

        Assert.Equal("What protects us meanwhile?", talk.Asked);
        await talk.AssertStoredAsync($"{stored}; {Before}");
    }

    [Theory]
    [InlineData("logs are checked daily, oh and until 3 feb", "compensatingControls=logs are checked daily; expiresOn=2027-02-03")]
    [InlineData("Logs werden täglich geprüft, ach ja und bis 3. Februar",
        "compensatingControls=Logs werden täglich geprüft; expiresOn=2027-02-03")]
    [InlineData("we log every login, and the scope is small",
        "compensatingControls=we log every login, and the scope is small; scope=the build account")]
    [InlineData("it is kept until the end, the reason is known to the team",
        "compensatingControls=it is kept until the end, the reason is known to the team; " + Before)]
    [InlineData("scope limited to two machines", "compensatingControls=scope limited to two machines; scope=the build account")]
    public async Task An_answer_in_free_words_stays_whole_unless_it_says_that_something_else_comes(string said, string stored)
    {
        var talk = await ATalk.BeginAsync(ATalk.AtControls);

        await talk.SayAsync(said);

        await talk.AssertStoredAsync(stored);
    }

    [Theory]
    [InlineData("vendor", "vendor")]
    [InlineData("Hersteller", "vendor")]
    [InlineData("its a human", "human")]
    [InlineData("ein Lieferantenkonto", "vendor")]
    public async Task The_name_of_a_choice_is_that_choice_while_something_else_is_asked(string said, string choice)
    {
        var talk = await ATalk.BeginAsync(ATalk.AtControls);

        await talk.SayAsync(said);

        Assert.Equal("What protects us meanwhile?", talk.Asked);
        await talk.AssertStoredAsync($"field.accountType={choice}; compensatingControls=");
    }

    [Theory]
    [InlineData("only on a separate VLAN, logged")]
    [InlineData("nur in einem eigenen VLAN, protokolliert")]
    public async Task What_is_noted_for_another_question_is_not_called_no_answer(string said)
    {
        var talk = await ATalk.BeginAsync(ATalk.AtChoice);

        var shown = await talk.SayAsync(said);

        Assert.Equal(("Account type?", null), (shown.Summary, shown.Fault));
        Assert.Contains(said, shown.Done, StringComparison.Ordinal);
        await talk.AssertStoredAsync($"compensatingControls={said}");
    }

    [Fact]
    public async Task A_part_that_is_not_understood_is_said_beside_what_is_noted()
    {
        var talk = await ATalk.BeginAsync(ATalk.AtPreview);

        var shown = await talk.SayAsync("until 3 february, the moon is blue, not confidential");

        Assert.Contains("“the moon is blue”", shown.Fault, StringComparison.Ordinal);
        await talk.AssertStoredAsync("expiresOn=2027-02-03; confidential=false");
    }

    [Theory]
    [InlineData("mfa exception for build-07, oh and end date 3 february, team HR, not confidential",
        "scope=build-07; expiresOn=2027-02-03; department=HR; confidential=false; justification=")]
    [InlineData("MFA-Ausnahme für build-07, ach und Enddatum 3. Februar, Team HR",
        "scope=build-07; expiresOn=2027-02-03; department=HR; justification=")]
    [InlineData("MFA exception pls until 1 February, we have to wait for a hotfix",
        "scope=; title=; justification=we have to wait for a hotfix")]
    [InlineData("Exception to MFA until 1 February, waiting for a hotfix of the vendor",
        "scope=; justification=waiting for a hotfix of the vendor")]
    [InlineData("hey can i get out of mfa for build-07 till end of jan? vendor box cant do it, waiting for firmware",
        "scope=build-07; expiresOn=2027-01-31; justification=vendor box cant do it, waiting for firmware")]
    public async Task The_first_message_may_be_hurried_too(string said, string stored) =>
        await (await ATalk.BeginAsync(said)).AssertStoredAsync(stored);

    [Theory]
    [InlineData("can i get an MFA exception for it yet")]
    [InlineData("I need an exception to MFA for them now")]
    [InlineData("Ich brauche eine Ausnahme von MFA für das noch")]
    public async Task Words_that_only_point_are_no_scope_title_or_reason(string said)
    {
        var talk = await ATalk.BeginAsync(said);

        foreach (var filler in new[] { "it yet", "them now", "das noch", "that one here" })
        {
            Assert.Equal("That is no answer yet. Take your time; the draft is kept.", (await talk.SayAsync(filler)).Fault);
        }

        await talk.AssertStoredAsync("scope=; title=; justification=");
    }

    [Theory]
    [InlineData("the owner is iam", "iam@contoso.example")]
    [InlineData("owner is Bo", "bo@contoso.example")]
    [InlineData("bo owns it", "bo@contoso.example")]
    [InlineData("Bo ist verantwortlich", "bo@contoso.example")]
    [InlineData("Verantwortlich ist Bo", "bo@contoso.example")]
    [InlineData("verantwortlich soll iam sein", "iam@contoso.example")]
    public async Task An_owner_may_be_called_by_name(string said, string owner)
    {
        var talk = await ATalk.BeginAsync(ATalk.AtChoice);

        await talk.SayAsync(said);

        Assert.Equal("Account type?", talk.Asked);
        await talk.AssertStoredAsync($"ownerEmail={owner}");
    }

    [Fact]
    public async Task An_owner_whom_nobody_knows_by_that_name_is_asked_for()
    {
        var talk = await ATalk.BeginAsync(ATalk.AtChoice);

        var shown = await talk.SayAsync("the owner is hana");

        Assert.Equal("Write the owner's e-mail address, or leave it empty to be the owner yourself.", shown.Fault);
        await talk.AssertStoredAsync("ownerEmail=");
    }

    [Fact]
    public async Task With_a_model_what_the_rules_read_of_a_hurried_text_stands_and_the_model_adds_the_rest()
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var model = new ScriptedReader();
        office.Readers.Add(model);
        office.Restart();
        foreach (var said in ATalk.AtPreview)
        {
            await office.SayAsync(Sal, said);
        }

        model.Reads("change; change expiresOn=2026-12-24|until 3 february; change field.system=Jenkins|Jenkins it is");
        var shown = await office.SayAsync(Sal, "until 3 february, not confidential, Jenkins it is");

        var draft = Assert.Single(await office.Drafts.TalksAsync(Sal.Person, default));
        Assert.Equal(
            ("2027-02-03", "false", "Jenkins", null),
            (draft.Inputs["expiresOn"], draft.Inputs["confidential"], draft.Inputs["field.system"], shown.View.Fault));
    }
}
