using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Mail.Inbound;
using PolicyBot.Mail.Outbound;

namespace PolicyBot.Mail;

/// <summary>Puts the parts of mail together.</summary>
public static class MailComposition
{
    /// <summary>Adds the options and, where there is a server, the channel. Time-outs go by the machine's clock.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(SmtpOptions.Section);
        services.AddSingleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidator>();
        services.AddOptions<SmtpOptions>().Bind(section).ValidateOnStart();
        if (string.IsNullOrEmpty(section[nameof(SmtpOptions.Host)]))
        {
            return services;
        }

        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SmtpOptions>>().Value);
        services.AddSingleton<MailClient>();
        services.AddSingleton<IMailChannel, MailChannel>();
        services.AddSingleton<IInboundMail, BounceReport>();
        services.AddSingleton(new InstallationPart(
            SmtpOptions.Section, provider => ActivatorUtilities.CreateInstance<MailCheck>(provider)));
        return services;
    }
}
