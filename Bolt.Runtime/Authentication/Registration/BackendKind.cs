using System;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Registration;

/// <summary>A kind of backend that applications derive their own types from.</summary>
/// <param name="Type">Bolt's own backend of the kind.</param>
/// <param name="Name">Its <see cref="IAuthenticationBackend.Name"/>.</param>
/// <param name="Section">Its configuration section.</param>
/// <param name="Add">The method that adds one.</param>
/// <param name="Read">Reads the options of that name, and throws where they are invalid.</param>
internal sealed record BackendKind(Type Type, string Name, string Section, string Add, Action<IServiceProvider, string> Read)
{
    /// <summary>A kind whose options are <typeparamref name="TOptions"/>, in the section <c>Bolt:</c> and <paramref name="section"/>.</summary>
    public static BackendKind Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        Type type, string name, string section, string add)
        where TOptions : class =>
        new(type, name, BackendSections.Root + section, add, static (services, options) => services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(options));
}
