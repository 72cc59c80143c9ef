using FsCheck;
using FsCheck.Fluent;
using PolicyBot.Application.Catalogs;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Catalogs;

public sealed class CatalogReaderTests
{
    [Fact]
    public void A_sound_catalog_is_read_whole()
    {
        var reading = Assert.IsType<CatalogReading.Good>(ACatalog.Read());

        var catalog = reading.Catalog;
        var policy = catalog.Policy("sec-mfa")!;
        Assert.Empty(reading.Warnings);
        Assert.Equal("Contoso", catalog.Organization);
        Assert.Equal("Europe/Berlin", catalog.TimeZone.Id);
        Assert.Equal((90, 2, RiskLabel.Medium), (policy.MaxDays, policy.MaxRenewals, policy.RiskFloor));
        Assert.Equal(["human", "service", "vendor"], policy.Fields.Single().Choices);
        Assert.Equal("office", catalog.Group("LEADS")!.Fallback);
        Assert.Null(catalog.Rules[0].Stages[1].Needs);
        Assert.Equal([RiskLabel.High, RiskLabel.Critical], catalog.Rules[0].When!.Risks);
        Assert.Contains(PersonId.Parse("Admin@Contoso.example"), catalog.Roles.Administrators);
        Assert.DoesNotContain(PersonId.Parse("admin@contoso.example"), catalog.Roles.Auditors);
    }

    [Fact]
    public void What_is_left_out_has_the_defaults_that_are_promised()
    {
        var catalog = ACatalog.With(("review: { escalateTo: office }\n", ""));

        var policy = catalog.Policy("FIN-SPEND")!;
        Assert.Equal((null, 0, 5, RiskLabel.Low, 20, null), (policy.MaxDays, policy.MaxRenewals, policy.MaxRevisions, policy.RiskFloor,
            policy.MinimumJustification, policy.ReviewEveryDays));
        Assert.Equal(new ReviewSettings(24, 72, null, 336), catalog.Review);
        Assert.Equal([14, 7, 1], catalog.Expiry.PingDaysBefore);
        Assert.Null(catalog.Emergency);
        Assert.Empty(catalog.Departments);
        Assert.Same(AssessmentDefaults.Settings, catalog.Assessment);
    }

    [Theory]
    [InlineData("slack:C0123ABCD")]
    [InlineData("teams:19:8d12f9c2@thread.tacv2")]
    public void A_stage_names_the_place_where_its_card_is_posted_by_channel_and_id(string place)
    {
        var catalog = ACatalog.With(("- { group: office, needs: all }", $"- {{ group: office, needs: all, channel: \"{place}\" }}"));

        Assert.Equal(place, catalog.Rules[0].Stages[1].Channel);
    }

    [Theory]
    [InlineData("#security")]
    [InlineData("slack:security")]
    [InlineData("slack:U0123ABCD")]
    [InlineData("teams:Security")]
    [InlineData("19:8d12f9c2@thread.tacv2")]
    [InlineData("mail:security@contoso.example")]
    public void A_place_that_no_card_can_be_posted_in_is_refused_and_said_how_to_write(string place)
    {
        var fault =
            Assert.Single(ACatalog.Faults(("- { group: office, needs: all }", $"- {{ group: office, needs: all, channel: \"{place}\" }}")));

        Assert.Equal(
            $"`channel` is \"{place}\". Expected: `slack:C0123ABCD` or `teams:19:…@thread.tacv2`: the channel's id, not its name. The card is posted there besides the direct messages.", fault.Message);
    }

    [Fact]
    public void A_version_is_named_by_the_SHA_256_of_its_text()
    {
        var catalog = ACatalog.With();

        var changed = ACatalog.With(("organization: Contoso", "organization: Fabrikam"));

        Assert.Matches("^[0-9a-f]{64}$", catalog.Hash);
        Assert.Equal(ACatalog.Yaml, catalog.Text);
        Assert.NotEqual(catalog.Hash, changed.Hash);
    }

    [Fact]
    public void Every_address_of_a_person_counts_as_that_person()
    {
        var catalog = ACatalog.With(
            ("members: [ana@contoso.example,", "members: [ana.long@contoso.example,"),
            ("examples:\n", "people:\n  - { email: ana@contoso.example, addresses: [ana.long@contoso.example] }\nexamples:\n"));

        Assert.Equal("ana@contoso.example", catalog.Group("leads")!.Members[0].Value);
        Assert.Equal("ana@contoso.example", catalog.Person(PersonId.Parse("ana.long@contoso.example"))!.Email.Value);
    }

    /// <summary>
    /// Each row breaks one thing: the text replaced, its replacement, the check that must speak, and the text whose line it must name.
    /// </summary>
    [Theory]
    [InlineData("maxDays: 90", "maxDay: 90", "unknown-key", "maxDay:")]
    [InlineData("maxDays: 90", "maxDays: many", "wrong-type", "maxDays: many")]
    [InlineData("maxDays: 90", "maxDays: 0", "wrong-value", "maxDays: 0")]
    [InlineData("riskFloor: medium", "riskFloor: middling", "wrong-value", "riskFloor: middling")]
    [InlineData("    owner: iam@contoso.example\n", "", "missing-key", "- id: SEC-MFA")]
    [InlineData("owner: iam@contoso.example", "owner: iam at contoso", "wrong-value", "owner: iam at contoso")]
    [InlineData("owner: iam@contoso.example", "owner: iam\u00a0@contoso.example", "wrong-value", "owner: iam\u00a0@contoso.example")]
    [InlineData("needs: all", "needs: most", "wrong-value", "needs: most")]
    [InlineData("version: 1", "version: 2", "wrong-value", "version: 2")]
    [InlineData("choices: [human,", "choices: [true,", "wrong-type", "choices: [true,")]
    [InlineData("organization: Contoso", "organization: [Contoso", "yaml", "timeZone:")]
    [InlineData("organization: Contoso", "version: 1", "yaml", "version: 1\ntimeZone")]
    [InlineData("Europe/Berlin", "Europe/Atlantis", "unknown-time-zone", "timeZone:")]
    [InlineData("hours: { from: 0, to: 24 }", "hours: { from: 9, to: 9 }", "calendar-hours", "calendar:")]
    [InlineData("hours: { from: 0, to: 24 }", "holidays: [2026-02-30]", "calendar-day", "calendar:")]
    [InlineData("workingDays: [mon,", "workingDays: [monday,", "wrong-value", "calendar:")]
    [InlineData("id: finance", "id: Security", "duplicate-id", "id: Security")]
    [InlineData("id: FIN-SPEND", "id: sec-mfa", "duplicate-id", "id: sec-mfa")]
    [InlineData("id: office", "id: leads", "duplicate-id", "id: leads, name: Office")]
    [InlineData("- id: default", "- id: high", "duplicate-id", "- id: high\n    tier")]
    [InlineData("service, vendor]", "service, Human]", "duplicate-id", "service, Human]")]
    [InlineData("area: finance", "area: finances", "unknown-area", "area: finances")]
    [InlineData("fallback: office", "fallback: bureau", "unknown-group", "fallback: bureau")]
    [InlineData("{ group: office,", "{ group: bureau,", "unknown-group", "{ group: bureau,")]
    [InlineData("escalateTo: office", "escalateTo: bureau", "unknown-group", "escalateTo: bureau")]
    [InlineData("area: [security]", "area: [safety]", "unknown-area", "area: [safety]")]
    [InlineData("area: [security]", "policy: [SEC-NFA]", "unknown-policy", "policy: [SEC-NFA]")]
    [InlineData("area: [security]", "field.kind: [vendor]", "unknown-field", "field.kind:")]
    [InlineData("area: [security]", "field.accountType: [robot]", "unknown-choice", "field.accountType:")]
    [InlineData("area: [security]", "field.accountType: { min: 3 }", "unknown-choice", "field.accountType:")]
    [InlineData("area: [security]", "durationDays: { min: 9, max: 3 }", "empty-range", "durationDays:")]
    [InlineData("area: [security]", "fields: [vendor]", "unknown-key", "fields: [vendor]")]
    [InlineData("members: [ciso@contoso.example, deputy@contoso.example]", "members: []", "empty-group", "members: []")]
    [InlineData("deputy@contoso.example", "CISO@contoso.example", "duplicate-member", "CISO@contoso.example")]
    [InlineData("deputy@contoso.example] }", "deputy@contoso.example], fallback: leads }", "fallback-cycle", "fallback: office")]
    [InlineData("    stages: [{ group: leads, needs: 1 }]", "    stages: [{ group: leads, needs: 3 }]", "needs-too-large", "needs: 3")]
    [InlineData("{ group: office, needs: all }", "{ manager: true, needs: 2 }", "needs-too-large", "needs: 2")]
    [InlineData("{ group: office, needs: all }", "{ group: office, manager: true }", "stage-target", "{ group: office, manager")]
    [InlineData("{ group: office, needs: all }", "{ needs: all }", "stage-target", "{ needs: all }")]
    [InlineData("- id: default\n", "- id: default\n    when: { risk: [low] }\n", "no-default", "- id: default")]
    [InlineData("    when: { area: [security], risk: [high, critical] }\n", "", "unreachable-rule", "- id: default")]
    [InlineData("type: number }", "type: choice }", "choices", "type: choice }")]
    [InlineData("type: number }", "type: number, choices: [a] }", "choices", "choices: [a]")]
    [InlineData("rule: high", "rule: hihg", "unknown-rule", "rule: hihg")]
    [InlineData("rule: high", "rule: default", "failing-example", "- { policy: SEC-MFA")]
    [InlineData("[bo@contoso.example, ana@contoso.example] }", "[bo@contoso.example] }", "failing-example", "- { policy: SEC-MFA")]
    [InlineData("durationDays: 30", "durationDays: 91", "failing-example", "- { policy: SEC-MFA")]
    [InlineData("- { policy: SEC-MFA", "- { policy: SEC-NFA", "unknown-policy", "- { policy: SEC-NFA")]
    [InlineData("durationDays: 30", "durationDays: 30, field.accountType: robot", "unknown-choice", "- { policy: SEC-MFA")]
    [InlineData("review: { escalateTo: office }", "emergency: { policies: [SEC-X], maxHours: 72, reviewWithinHours: 24 }", "unknown-policy",
        "emergency:")]
    [InlineData("review: { escalateTo: office }", "emergency: { policies: [SEC-MFA], maxHours: 24, reviewWithinHours: 72 }", "review-order",
        "emergency:")]
    [InlineData("review: { escalateTo: office }", "assessment: { policies: { SEC-X: { impact: severe } } }", "unknown-policy",
        "assessment:")]
    [InlineData("review: { escalateTo: office }",
        "assessment: { policies: { SEC-MFA: { facts: [{ field: accountType, is: robot, impact: severe }] } } }", "unknown-choice",
        "assessment:")]
    [InlineData("review: { escalateTo: office }", "assessment: { policies: { SEC-MFA: { facts: [{ field: accountType, is: vendor }] } } }",
        "idle-fact", "assessment:")]
    [InlineData("review: { escalateTo: office }", "departments: [HR, hr]", "duplicate-id", "departments:")]
    public void A_fault_is_named_with_its_line_and_check(string old, string @new, string rule, string at)
    {
        var faults = ACatalog.Faults((old, @new));

        var line = ACatalog.LineOf(ACatalog.Text((old, @new)), at);
        Assert.Contains(faults, fault => fault.Rule == rule && fault.Line == line && fault.File == "catalog.yaml");
    }

    [Fact]
    public void Faults_come_in_the_order_of_the_file_and_all_at_once()
    {
        var faults =
            ACatalog.Faults(
                ("fallback: office", "fallback: bureau"), ("area: finance", "area: finances"), ("Europe/Berlin", "Europe/Atlantis"));

        Assert.Equal(["unknown-time-zone", "unknown-area", "unknown-group"], faults.Select(fault => fault.Rule));
    }

    [Fact]
    public void A_file_that_multiplies_itself_is_refused()
    {
        var bomb =
            string.Join(
                '\n', Enumerable.Range(1, 8).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]"));

        var reading = CatalogReader.Read("catalog.yaml", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + bomb);

        Assert.Equal("yaml", Assert.Single(Assert.IsType<CatalogReading.Bad>(reading).Faults).Rule);
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_and_never_thrown()
    {
        var damages =
            from at in Gen.Choose(0, ACatalog.Yaml.Length - 1)
            from length in Gen.Choose(0, 12)
            from instead in Gen.Elements("", "[", "]", "{", "}", ":", "'", "\"", "&a ", "*a", "- ", "\n", "\t", "|", "? ", "!!int ", "null",
                "-1", "99999999999999999999", "1.5", "\u0085", "\ud800")
            select ACatalog.Yaml[..at] + instead + ACatalog.Yaml[Math.Min(ACatalog.Yaml.Length, at + length)..];

        Check.One(Tries.Of(400),
            Prop.ForAll(damages.ToArbitrary(), text => CatalogReader.Read("catalog.yaml", text) switch
        {
            CatalogReading.Bad bad => bad.Faults.Count > 0 && bad.Faults.All(fault => fault.Line >= 1),
            _ => true,
        }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("just words")]
    [InlineData("- a\n- b\n")]
    [InlineData("a: 1\n---\nb: 2\n")]
    [InlineData("a: &a { b: *a }\n")]
    [InlineData("? [a, b]\n: c\n")]
    public void What_is_no_catalog_at_all_is_refused_and_never_thrown(string text)
    {
        var reading = CatalogReader.Read("catalog.yaml", text);

        Assert.All(Assert.IsType<CatalogReading.Bad>(reading).Faults, fault => Assert.True(fault.Line >= 1));
    }
}
