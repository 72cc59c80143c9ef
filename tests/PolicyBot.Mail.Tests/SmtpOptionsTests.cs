using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;

namespace PolicyBot.Mail.Tests;

/// <summary>What stops the start, and what mail is off without.</summary>
public sealed class SmtpOptionsTests
{
    [Fact]
    public void Without_a_host_mail_is_off_and_with_one_it_is_on_and_none_of_the_chats()
    {
        using var off = Services([]);
        using var on = Services(new() { ["Smtp:Host"] = "mail.contoso.example", ["Smtp:From"] = "policybot@contoso.example" });

        Assert.Empty(off.GetServices<IMailChannel>());
        Assert.Equal("mail", Assert.Single(on.GetServices<IMailChannel>()).Name);
        Assert.Empty(on.GetServices<IChannel>());
    }

    [Theory]
    [InlineData("starttls", 0, 587)]
    [InlineData("tls", 0, 465)]
    [InlineData("tls", 2465, 2465)]
    public void The_port_follows_from_how_TLS_begins(string security, int port, int chosen) =>
        Assert.Equal(chosen, new SmtpOptions { Security = security, Port = port }.ChosenPort);

    [Theory]
    [InlineData("Host", "smtp://mail.contoso.example", "Smtp:Host is no name of a host")]
    [InlineData("Host", "", "Smtp:Host is missing")]
    [InlineData("Port", "70000", "Smtp:Port must be from 1 to 65535")]
    [InlineData("From", "PolicyBot <policybot@contoso.example>", "Smtp:From must be one e-mail address")]
    [InlineData("From", "", "Smtp:From must be one e-mail address")]
    [InlineData("Security", "none", "Smtp:Security must be starttls or tls")]
    [InlineData("Password", "hunter2", "Smtp:User is missing")]
    [InlineData("User", "bot", "Smtp:Password is missing")]
    [InlineData("CertificateSha256", "AB", "Smtp:CertificateSha256 is for Development only")]
    public void A_wrong_setting_stops_the_start_with_a_line_that_names_it(string setting, string value, string said)
    {
        using var services = Services(new()
        {
            ["Smtp:Host"] = "mail.contoso.example",
            ["Smtp:From"] = "policybot@contoso.example",
            [$"Smtp:{setting}"] = value,
        });

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<SmtpOptions>>().Value);

        Assert.StartsWith(said, Assert.Single(fault.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Port", "25")]
    [InlineData("From", "policybot@contoso.example")]
    [InlineData("User", "bot")]
    [InlineData("Password", "hunter2")]
    [InlineData("Security", "tls")]
    [InlineData("CertificateSha256", "AB")]
    public void A_setting_without_a_host_stops_the_start_and_is_named(string setting, string value)
    {
        using var services = Services(new() { [$"Smtp:{setting}"] = value });

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<SmtpOptions>>().Value);

        Assert.Equal($"Smtp:Host is missing, though there is Smtp:{setting}.", Assert.Single(fault.Failures));
    }

    [Fact]
    public void Every_setting_is_asked_for_when_there_is_no_host()
    {
        var settings = typeof(SmtpOptions).GetProperties().Where(setting => setting.CanWrite).Select(setting => setting.Name);
        var asked = typeof(SmtpOptionsTests).GetMethod(nameof(A_setting_without_a_host_stops_the_start_and_is_named))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>()
            .Select(row => (string)row.GetData(null!).Single()[0]);

        Assert.Equal(settings.Where(setting => setting != nameof(SmtpOptions.Host)).Order(), asked.Order());
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Production })
        .AddMail(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .BuildServiceProvider();
}
