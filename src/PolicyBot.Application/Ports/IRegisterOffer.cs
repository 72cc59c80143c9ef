using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Ports;

/// <summary>Knows who is offered the register in a browser.</summary>
public interface IRegisterOffer
{
    /// <summary>Whether a person is: there is a page, and they may enter it.</summary>
    bool IsOffered(PersonId person);
}
