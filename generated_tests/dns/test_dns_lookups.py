# Rendered by loopspec from spec/dns/lookups.yaml; do not edit, change the source and run `loopspec render`.
"""dns: lookups."""


def test_address_of_a_number(scenario):
    """`getaddrinfo` of a numeric address gives entries of family, kind, protocol, name and address."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        scenario.check("within(get_running_loop().getaddrinfo('127.0.0.1', 80, type=socket_constant('SOCK_STREAM')))", await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80, type=outside.socket_constant('SOCK_STREAM'))), [(outside.socket_constant('AF_INET'), outside.socket_constant('SOCK_STREAM'), outside.socket_constant('IPPROTO_TCP'), '', ('127.0.0.1', 80))])

    scenario.run(main)
    scenario.expect([])


def test_address_of_six(scenario):
    """`getaddrinfo` of a numeric address of IPv6 gives the address with flow and scope."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        scenario.check("within(get_running_loop().getaddrinfo('::1', 80, type=socket_constant('SOCK_STREAM')))", await outside.within(aio.get_running_loop().getaddrinfo('::1', 80, type=outside.socket_constant('SOCK_STREAM'))), [(outside.socket_constant('AF_INET6'), outside.socket_constant('SOCK_STREAM'), outside.socket_constant('IPPROTO_TCP'), '', ('::1', 80, 0, 0))])

    scenario.run(main)
    scenario.expect([])


def test_every_kind_without_a_type(scenario):
    """`getaddrinfo` without a type gives an entry for streams and one for datagrams."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80))
        scenario.check_is("{socket_constant('SOCK_STREAM'), socket_constant('SOCK_DGRAM')}.issubset([entry[1] for entry in found])", {outside.socket_constant('SOCK_STREAM'), outside.socket_constant('SOCK_DGRAM')}.issubset([entry[1] for entry in found]), True)

    scenario.run(main)
    scenario.expect([])


def test_family_is_kept_to(scenario):
    """`getaddrinfo` of a name gives entries of the family asked for only."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        found = await outside.within(aio.get_running_loop().getaddrinfo('localhost', 80, family=outside.socket_constant('AF_INET')))
        scenario.check_is("all([entry[0] == socket_constant('AF_INET') for entry in found])", all([entry[0] == outside.socket_constant('AF_INET') for entry in found]), True)
        scenario.check_is("('127.0.0.1', 80) in [entry[4] for entry in found]", ('127.0.0.1', 80) in [entry[4] for entry in found], True)

    scenario.run(main)
    scenario.expect([])


def test_protocol_is_kept_to(scenario):
    """`getaddrinfo` gives entries of the protocol asked for only."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80, proto=outside.socket_constant('IPPROTO_UDP')))
        scenario.check_is("[(entry[1], entry[2]) for entry in found] == [(socket_constant('SOCK_DGRAM'), socket_constant('IPPROTO_UDP'))]", [(entry[1], entry[2]) for entry in found] == [(outside.socket_constant('SOCK_DGRAM'), outside.socket_constant('IPPROTO_UDP'))], True)

    scenario.run(main)
    scenario.expect([])


def test_port_as_a_text(scenario):
    """`getaddrinfo` takes the number of a port as a text."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', '80', type=outside.socket_constant('SOCK_STREAM')))
        scenario.check('found[0][4]', found[0][4], ('127.0.0.1', 80))

    scenario.run(main)
    scenario.expect([])


def test_no_port_is_zero(scenario):
    """`getaddrinfo` without a port gives addresses with port 0."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', None, type=outside.socket_constant('SOCK_STREAM')))
        scenario.check('found[0][4]', found[0][4], ('127.0.0.1', 0))

    scenario.run(main)
    scenario.expect([])


def test_no_host_is_every_address(scenario):
    """`getaddrinfo` without a host gives the address that stands for all, with AI_PASSIVE, and loopback otherwise."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        found = await outside.within(aio.get_running_loop().getaddrinfo(None, 80, family=outside.socket_constant('AF_INET'), type=outside.socket_constant('SOCK_STREAM'), flags=outside.socket_constant('AI_PASSIVE')))
        scenario.check('found[0][4]', found[0][4], ('0.0.0.0', 80))
        found = await outside.within(aio.get_running_loop().getaddrinfo(None, 80, family=outside.socket_constant('AF_INET'), type=outside.socket_constant('SOCK_STREAM')))
        scenario.check('found[0][4]', found[0][4], ('127.0.0.1', 80))

    scenario.run(main)
    scenario.expect([])


def test_canonical_name_on_request(scenario):
    """`getaddrinfo` gives the canonical name in the first entry, with AI_CANONNAME."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80, type=outside.socket_constant('SOCK_STREAM'), flags=outside.socket_constant('AI_CANONNAME')))
        scenario.check('found[0][3]', found[0][3], '127.0.0.1')

    scenario.run(main)
    scenario.expect([])


def test_name_is_refused_where_numbers_are_wanted(scenario):
    """`getaddrinfo` of a name raises gaierror with its code, with AI_NUMERICHOST."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', outside.gaierror) as caught:
            await outside.within(aio.get_running_loop().getaddrinfo('localhost', 80, flags=outside.socket_constant('AI_NUMERICHOST')))
        error = caught.exception
        scenario.check('error.errno', error.errno, outside.socket_constant('EAI_NONAME'))

    scenario.run(main)
    scenario.expect([('main', 'raises gaierror')])


def test_address_of_another_family_is_refused(scenario):
    """`getaddrinfo` of an address of IPv4 raises gaierror where IPv6 is asked for."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', outside.gaierror):
            await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80, family=outside.socket_constant('AF_INET6')))

    scenario.run(main)
    scenario.expect([('main', 'raises gaierror')])


def test_options_go_by_keyword(scenario):
    """The family, the type, the protocol and the flags of `getaddrinfo` go by keyword only."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', TypeError):
            await aio.get_running_loop().getaddrinfo('127.0.0.1', 80, outside.socket_constant('AF_INET'))

    scenario.run(main)
    scenario.expect([('main', 'raises TypeError')])


def test_host_and_port_go_by_keyword(scenario):
    """The host and the port of `getaddrinfo` are taken by keyword as well."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        found = await outside.within(aio.get_running_loop().getaddrinfo(host='127.0.0.1', port=80, family=0, type=outside.socket_constant('SOCK_STREAM'), proto=0, flags=0))
        scenario.check('found[0][4]', found[0][4], ('127.0.0.1', 80))

    scenario.run(main)
    scenario.expect([])


def test_lookups_proceed_side_by_side(scenario):
    """Several lookups at once each give the answer of their own."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        async def lookup(port):
            found = await aio.get_running_loop().getaddrinfo('127.0.0.1', port, type=outside.socket_constant('SOCK_STREAM'))
            return found[0][4][1]

        scenario.check('within(gather(lookup(1), lookup(2), lookup(3), lookup(4), lookup(5), lookup(6), lookup(7), lookup(8)))', await outside.within(aio.gather(lookup(1), lookup(2), lookup(3), lookup(4), lookup(5), lookup(6), lookup(7), lookup(8))), list(range(1, 9)))

    scenario.run(main)
    scenario.expect([])


def test_cancelled_lookup_ends(scenario):
    """A lookup that is cancelled ends, with CancelledError or with the answer that it had already, and the loop answers the next one."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        looking = scenario.begin(aio.get_running_loop().getaddrinfo('127.0.0.1', 80))
        await aio.sleep(0)
        looking.cancel()
        await outside.within(aio.wait([looking]))
        scenario.check_is("looking.cancelled() or looking.result()[0][4] == ('127.0.0.1', 80)", looking.cancelled() or looking.result()[0][4] == ('127.0.0.1', 80), True)
        found = await outside.within(aio.get_running_loop().getaddrinfo('127.0.0.1', 80, type=outside.socket_constant('SOCK_STREAM')))
        scenario.check('found[0][4]', found[0][4], ('127.0.0.1', 80))

    scenario.run(main)
    scenario.expect([])


def test_numeric_names_of_an_address(scenario):
    """`getnameinfo` gives the host and the port as texts, with the flags for numbers."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        scenario.check("within(get_running_loop().getnameinfo(('127.0.0.1', 80), socket_constant('NI_NUMERICHOST') + socket_constant('NI_NUMERICSERV')))", await outside.within(aio.get_running_loop().getnameinfo(('127.0.0.1', 80), outside.socket_constant('NI_NUMERICHOST') + outside.socket_constant('NI_NUMERICSERV'))), ('127.0.0.1', '80'))

    scenario.run(main)
    scenario.expect([])


def test_numeric_names_of_six(scenario):
    """`getnameinfo` takes an address of IPv6, and flags by keyword."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        scenario.check("within(get_running_loop().getnameinfo(('::1', 80), flags=socket_constant('NI_NUMERICHOST') + socket_constant('NI_NUMERICSERV')))", await outside.within(aio.get_running_loop().getnameinfo(('::1', 80), flags=outside.socket_constant('NI_NUMERICHOST') + outside.socket_constant('NI_NUMERICSERV'))), ('::1', '80'))

    scenario.run(main)
    scenario.expect([])


def test_names_without_flags(scenario):
    """`getnameinfo` without flags gives two texts."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        found = await outside.within(aio.get_running_loop().getnameinfo(('127.0.0.1', 80)))
        scenario.check('[type(part) is str for part in found]', [type(part) is str for part in found], [True, True])

    scenario.run(main)
    scenario.expect([])


def test_name_is_no_address(scenario):
    """`getnameinfo` of a host's name raises gaierror."""
    aio, outside = scenario.aio, scenario.outside()

    async def main():
        with scenario.raises('main', outside.gaierror):
            await outside.within(aio.get_running_loop().getnameinfo(('localhost', 80)))

    scenario.run(main)
    scenario.expect([('main', 'raises gaierror')])


def test_no_flags_is_zero(scenario):
    """`getnameinfo` without flags gives what it gives with flags of 0."""
    aio = scenario.aio

    async def main():
        one = await aio.get_running_loop().getnameinfo(('127.0.0.1', 80))
        scenario.check("get_running_loop().getnameinfo(('127.0.0.1', 80), 0)", await aio.get_running_loop().getnameinfo(('127.0.0.1', 80), 0), one)

    scenario.run(main)
    scenario.expect([])
