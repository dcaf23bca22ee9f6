using System;
using System.Collections.Generic;
using Bolt.Hosting;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Registration;

/// <summary>One backend that was added, and where its options are.</summary>
internal sealed class BackendRegistration(Type type, BackendKind kind, BackendRegistry registry)
{
    public Type Type => type;

    public BackendKind Kind => kind;

    /// <summary>Bolt's own backend of the kind.</summary>
    public bool IsDefault => type == kind.Type;

    /// <summary>Its <see cref="IAuthenticationBackend.Name"/>, known once every backend is.</summary>
    public string Name => registry.NameOf(type);

    /// <summary>The name of its options in <see cref="IOptionsMonitor{TOptions}"/>: no other backend has it, even where the types have the same name.</summary>
    public string OptionsName => IsDefault ? Options.DefaultName : Name;

    /// <summary>The configuration sections that the program named for it; more than one is a mistake.</summary>
    public List<string> NamedSections { get; } = [];

    /// <summary>The configuration section it reads.</summary>
    public string Section => NamedSections.Count > 0 ? NamedSections[0] : IsDefault ? kind.Section : BackendSections.Root + TypeName.Short(type);
}
