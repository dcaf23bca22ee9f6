using System;
using System.Collections.Generic;
using System.Linq;
using Bolt.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bolt.Authentication.Registration;

/// <summary>
/// The backends of a program, each identified by its type. What is named after a type (a section, a name, a scheme) is decided when the program
/// starts, because all of them are known only then.
/// </summary>
internal sealed class BackendRegistry
{
    /// <summary>Names and schemes that are Bolt's, even before a program adds the backend: a name must not change when it does.</summary>
    private static readonly string[] ReservedNames =
        [JwtAuthentication.DefaultName, ApiKeyAuthentication.DefaultName, SessionAuthentication.DefaultName, BoltAuthenticationDefaults.AuthenticationScheme];

    /// <summary>From short to long. A backend's name is the first that no other backend has.</summary>
    private static readonly Func<Type, string>[] Names =
    [
        TypeName.Short,
        TypeName.Full,
        static type => $"{TypeName.Full(type)} ({type.Assembly.GetName().Name})",
        static type => type.AssemblyQualifiedName!,
    ];

    private readonly IServiceCollection _services;
    private readonly List<BackendRegistration> _all = [];
    private volatile Known? _known;

    private BackendRegistry(IServiceCollection services) => _services = services;

    /// <summary>Those that Bolt configures.</summary>
    public IReadOnlyList<BackendRegistration> All => _all;

    /// <summary>The registry of these services, added to them if there is none.</summary>
    public static BackendRegistry GetOrAdd(IServiceCollection services)
    {
        foreach (var service in services)
        {
            if (service.ServiceType == typeof(BackendRegistry))
            {
                return (BackendRegistry)service.ImplementationInstance!;
            }
        }

        var registry = new BackendRegistry(services);
        services.AddSingleton(registry);
        return registry;
    }

    /// <summary>Adds a backend, or one more call that configures it.</summary>
    /// <param name="type">The backend.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="section">The section the program names for it, or null.</param>
    /// <param name="isNew">It was not known before.</param>
    public BackendRegistration Add(Type type, BackendKind kind, string? section, out bool isNew)
    {
        var registration = Find(type);
        isNew = registration is null;
        if (registration is null)
        {
            _all.Add(registration = new BackendRegistration(type, kind, this));
        }

        if (section is not null && !registration.NamedSections.Contains(section, StringComparer.OrdinalIgnoreCase))
        {
            registration.NamedSections.Add(section);
        }

        return registration;
    }

    public BackendRegistration? Find(Type type) => _all.Find(r => r.Type == type);

    /// <summary>The call and the section that these options belong to.</summary>
    public (string Call, string Section) Describe(BackendKind kind, string? optionsName)
    {
        optionsName ??= Options.DefaultName;
        var registration = _all.Find(r => r.Kind == kind && r.OptionsName == optionsName);
        return registration is null || registration.IsDefault
            ? ($"{kind.Add}{(optionsName.Length == 0 ? "" : $"<{optionsName}>")}()", registration?.Section ?? kind.Section)
            : ($"{kind.Add}<{(registration.Type.IsGenericType ? TypeName.Full(registration.Type) : registration.Name)}>()", registration.Section);
    }

    /// <summary>The types of all backends among the services, those of the program itself included, in the order in which they were added.</summary>
    public List<Type> Types()
    {
        var types = new List<Type>();
        foreach (var service in _services)
        {
            if (!service.IsKeyedService && service.ServiceType.IsClass && typeof(IAuthenticationBackend).IsAssignableFrom(service.ServiceType) && !types.Contains(service.ServiceType))
            {
                types.Add(service.ServiceType);
            }
        }

        return types;
    }

    /// <summary>The <see cref="IAuthenticationBackend.Name"/> of a backend that Bolt configures.</summary>
    public string NameOf(Type type)
    {
        if (Find(type) is { IsDefault: true } own)
        {
            return own.Kind.Name;
        }

        var known = _known;
        if (known is null || known.Services != _services.Count)
        {
            // Once, at start: services no longer change when the first backend is created.
            _known = known = new(_services.Count, Decide());
        }

        return known.Names[type];
    }

    private Dictionary<Type, string> Decide()
    {
        var types = Types();
        types.AddRange(_all.ConvertAll(static r => r.Type).Except(types));
        var names = new Dictionary<Type, string>();
        var left = types;
        foreach (var write in Names)
        {
            var written = types.ConvertAll(type => write(type));
            left = left.FindAll(type =>
            {
                var name = write(type);
                var isTaken = Array.IndexOf(ReservedNames, name) >= 0 || written.FindAll(other => other == name).Count > 1;
                return isTaken || !names.TryAdd(type, name);
            });
        }

        // Two loaded copies of one assembly.
        foreach (var type in left)
        {
            names.Add(type, $"{type.AssemblyQualifiedName} #{names.Count}");
        }

        return names;
    }

    private sealed record Known(int Services, Dictionary<Type, string> Names);
}
